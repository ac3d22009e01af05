/* The passages, and where words are in them. */
import MiniSearch from "minisearch";
import { wordsOf } from "./words.js";

/** @import { Library, Passage, SearchData, Stem } from "./types" */

const WEIGHTS = { text: 1, heading: 2, question: 1.2, answers: 2.2 };

/**
 * @param {Stem} stem
 * @param {SearchData} data
 * @returns {Library}
 */
export const createLibrary = (stem, data) => {
  /** @type {(passage: Passage) => string[]} */
  const questionsOf = ({ answers = [] }) => answers.map((id) => data.questions[id] ?? "");
  const passages = data.passages.map((passage, id) => ({ ...passage, id }));
  const stems = passages.map((passage) =>
    wordsOf([passage.heading, ...questionsOf(passage), passage.text].join(" ")).map(stem),
  );
  const fields = Object.keys(WEIGHTS);
  const index = new MiniSearch({
    fields,
    tokenize: (text, field) => (field && field !== "answers" ? wordsOf(text).map(stem) : text.split(" ")),
    processTerm: (term) => term || null,
  });
  index.addAll(
    passages.map((passage) => ({
      id: passage.id,
      text: passage.text ?? "",
      heading: passage.heading ?? "",
      question: questionsOf(passage).join(" "),
      answers: (passage.answers ?? []).map((id) => `#${id}`).join(" "),
    })),
  );
  return { passages, stems, held: new Set(stems.flat()), index, askedMost: data.nearest };
};

/**
 * The passages that have all these stems, each with its number and its score.
 * @param {Library} library
 * @param {string[]} words
 * @param {string[]} fields of the passages
 */
export const find = ({ index }, words, fields) =>
  index.search({ combineWith: "AND", queries: words }, { boost: WEIGHTS, fields, tokenize: (word) => [word] });

/**
 * The passages that are marked for one of these requirements, by their numbers.
 * @param {string[]} ids
 * @param {Library} library
 */
export const marked = (ids, { passages }) =>
  ids.flatMap((id) => passages.filter(({ answers }) => answers?.includes(id)).map((passage) => passage.id));

/**
 * Whether the stems are close together in the passage, in any order.
 * @param {Library} library
 * @param {string[]} words
 * @param {number} id of the passage
 */
export const isNear = ({ stems }, words, id) => {
  const [first, ...others] = words.map((word) => stems[id].flatMap((each, place) => (each === word ? [place] : [])));
  const reach = words.length + 1;
  return first.some((place) => others.every((places) => places.some((other) => Math.abs(other - place) <= reach)));
};
