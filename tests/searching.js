/* Answers questions with the search's own code, in Node: data and questions in on standard input, answers out. */
import { readFileSync } from "node:fs";
import { createSearch } from "../docs/theme/static/search-engine.js";
import MiniSearch from "../node_modules/.search/minisearch.js";
import { stemmer } from "../node_modules/.search/stemmer.js";

const { data, questions } = JSON.parse(readFileSync(0, "utf8"));
const search = createSearch(MiniSearch, stemmer, data);

process.stdout.write(JSON.stringify(questions.map(([question, year]) => {
  const answer = search.ask(question, year);
  return {
    year: answer.year,
    rest: answer.rest,
    is_held: answer.isHeld,
    is_empty: answer.isEmpty,
    missing: answer.missing,
    results: answer.results.map(({ passage }) => passage.anchor),
    others: answer.others.map((other) => other.year),
    found: answer.found.map(({ year, passage }) => [year, passage.anchor]),
    titles: answer.found.map(({ passage }) => search.titleOf(passage)),
    excerpts: answer.found.map(({ passage }) => search.excerptOf(passage, answer).map(({ text, isAsked }) => (isAsked ? `[${text}]` : text)).join("")),
  };
})));
