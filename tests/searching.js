/* Answers questions with the search's own code, in Node: data and questions in on standard input, answers out. */
import { readFileSync } from "node:fs";
import { createSearch } from "../docs/theme/search/engine.js";
import { summaryOf } from "../docs/theme/search/summary.js";

/** @import { SearchData } from "../docs/theme/search/types" */

/** @type {{ data: SearchData, questions: [string, string | null][] }} */
const { data, questions } = JSON.parse(readFileSync(0, "utf8"));
const search = createSearch(data);

/**
 * @param {string} question
 * @param {string | null} year
 */
const answerTo = (question, year) => {
  const answer = search.ask(question, year);
  const excerpts = answer.found.map(({ passage }) => search.excerptOf(passage, answer));
  return {
    year: answer.year,
    rest: answer.rest,
    is_held: answer.isHeld,
    is_empty: answer.isEmpty,
    is_nearest: answer.isNearest,
    missing: answer.missing.map(({ label }) => label),
    apart: answer.apart,
    typed: answer.typed,
    notices: answer.notices,
    summary: summaryOf(answer),
    refused: answer.refused,
    mended: answer.mended.map(({ typed, meant }) => [typed, meant]),
    results: answer.results.map(({ passage }) => passage.anchor),
    elsewhere: answer.elsewhere.flatMap(({ years }) => years),
    others: answer.others.map((other) => other.year),
    found: answer.found.map(({ year, passage }) => [year, passage.anchor]),
    titles: answer.found.map(({ passage }) => search.titleOf(passage)),
    excerpts: excerpts.map((pieces) => pieces.map(({ text, isAsked }) => (isAsked ? `[${text}]` : text)).join("")),
  };
};

process.stdout.write(JSON.stringify(questions.map(([question, year]) => answerTo(question, year))));
