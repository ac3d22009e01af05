/* Answers questions with the search's own code, in Node: data and questions in on standard input, answers out. */
import { readFileSync } from "node:fs";
import { createSearch } from "../../docs/theme/static/search-engine.js";
import MiniSearch from "../../node_modules/.search/minisearch.js";
import { stemmer } from "../../node_modules/.search/stemmer.js";

const { data, questions } = JSON.parse(readFileSync(0, "utf8"));
const search = createSearch(MiniSearch, stemmer, data);
const found = ({ year, results }) => results.map(({ passage, score }) => ({ year, anchor: passage.anchor, score }));

process.stdout.write(JSON.stringify(questions.map(({ ask, year }) => {
  const answer = search.ask(ask, year);
  return { year: answer.year, missing: answer.missing, results: found(answer), others: answer.others.map(found) };
})));
