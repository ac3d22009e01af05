/* The search itself, without a page: what a question asks for, and which passages answer it.
   The tests ask it in Node. */
import { stemmer } from "stemmer";
import { conceptsOf } from "./concepts.js";
import { excerptOf, titleOf, wordsAsked } from "./excerpts.js";
import { createLibrary } from "./library.js";
import { answerIn, scored } from "./ranking.js";
import { createVocabulary } from "./vocabulary.js";
import { remembering } from "./words.js";
import { takeYear } from "./years.js";

/** @import { Found, Result, Search, SearchData, YearAnswer } from "./types" */

const MOST_RESULTS = 10;
const MOST_OF_ANOTHER_YEAR = 3;
/** How good a passage of another year must be beside the best of that year. */
const SHARE_OF_BEST = 0.6;

/**
 * The year that is searched: the one that was chosen, if it is one, or the one that is searched first.
 * @param {string | null | undefined} chosen
 * @param {SearchData} data
 */
const yearChosen = (chosen, { years, first }) =>
  chosen === "all" ? chosen : (takeYear(chosen ?? "", years).year ?? first ?? "all");

/** @type {(results: Result[]) => Result[]} */
const bestOf = (results) =>
  results.slice(0, MOST_OF_ANOTHER_YEAR).filter(({ score }) => score >= results[0].score * SHARE_OF_BEST);

/**
 * What is shown: the passages of the year that was searched, or else the best of the other years.
 * @param {string} year
 * @param {Result[]} results
 * @param {YearAnswer[]} others
 * @returns {Found[]}
 */
const shown = (year, results, others) => {
  const years = results.length
    ? [{ year, results }]
    : others.map((each) => ({ ...each, results: bestOf(each.results) }));
  return years.flatMap((each) => each.results.map(({ passage }) => ({ year: each.year, passage })));
};

/**
 * Make the search over the data of search.json.
 * @param {SearchData} data
 * @returns {Search}
 */
export const createSearch = (data) => {
  const stem = remembering(stemmer);
  const vocabulary = createVocabulary(data, stem);
  const library = createLibrary(stem, data);
  return {
    years: data.years,
    first: data.first,
    ask: (query, chosen) => {
      const { year: typed, rest } = takeYear(query, data.years);
      const year = typed ?? yearChosen(chosen, data);
      const concepts = scored(conceptsOf(rest, vocabulary, library.held), library);
      const answers = data.years.map((each, number) => answerIn(each, number, concepts, library));
      const here = answers.find((each) => each.year === year);
      const results = (here?.results ?? []).slice(0, MOST_RESULTS);
      const others = answers.filter((each) => each.year !== year && each.results.length);
      return {
        rest,
        year,
        typed,
        results,
        others,
        isHeld: year === "all" || here !== undefined,
        isEmpty: !concepts.length,
        words: wordsAsked(concepts),
        missing: (here ?? answers[0])?.missing.map(({ label }) => label) ?? [],
        found: shown(year, results, others),
      };
    },
    titleOf: (passage) => titleOf(passage, data.questions),
    excerptOf: (passage, { words }) => excerptOf(passage, words, vocabulary),
  };
};
