/* What each year says to a question: whether it answers, or what in it is nearest. */
import { marked } from "./library.js";

/** @import { Library, Said, Scores, ScoredConcept, YearAnswer } from "./types" */

const COMMON_WEIGHT = 0.15;
/** How good a passage must be beside the best. */
const SHARE_OF_BEST = 0.3;
const MOST_NEAREST = 3;

/**
 * What a year says to each concept.
 * @param {ScoredConcept[]} concepts
 * @param {(id: number) => boolean} isIn whether the year has the passage
 * @returns {Said[]}
 */
const saidOf = (concepts, isIn) => {
  /** @type {(scores: Scores) => [number, number][]} */
  const here = (scores) => [...scores].filter(([id]) => isIn(id));
  return concepts.map((concept) => ({ concept, found: here(concept.scores), near: here(concept.nearScores) }));
};

/**
 * An aspect, such as how long, and the things that it is asked of, with the passages that have both.
 * @param {Said[]} said
 */
const aspectOf = (said) => {
  const strong = said.filter(({ concept, found }) => found.length && !concept.isEveryday);
  const aspect = strong.find(({ concept }) => concept.isAspect);
  const things = strong.filter((each) => each !== aspect && (each.concept.isTyped || !each.concept.answers.length));
  if (!aspect || !things.length) return null;
  const ids = new Set(things.flatMap(({ found }) => found.map(([id]) => id)));
  const both = new Set(aspect.found.map(([id]) => id).filter((id) => ids.has(id)));
  return { concepts: [aspect, ...things].map(({ concept }) => concept), both };
};

/**
 * Whether a year says what was asked: all but everyday words, and those alone only if it says them all.
 * @param {Said[]} specific
 */
const isSaid = (specific) => {
  const unsaid = specific.filter(({ found }) => !found.length);
  const isProven = specific.some(({ concept, found }) => found.length && !concept.isEveryday);
  return specific.length > 0 && unsaid.every(({ concept }) => concept.isEveryday) && (isProven || !unsaid.length);
};

/**
 * The passages by what they say to the whole question, best first; only those that say something of their own.
 * @param {Said[]} said
 * @returns {[number, number][]}
 */
const ranked = (said) => {
  /** @type {Scores} */
  const total = new Map();
  const proven = new Set();
  for (const { concept, found, near } of said) {
    for (const [id, score] of found.length ? found : near) {
      total.set(id, (total.get(id) ?? 0) + score * (concept.isCommon ? COMMON_WEIGHT : 1));
      if (!concept.isCommon) proven.add(id);
    }
  }
  const sorted = [...total].filter(([id]) => proven.has(id)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return sorted.filter(([, score]) => score >= sorted[0][1] * SHARE_OF_BEST);
};

/**
 * What a year says to the concepts: its passages, best first, and what it does not mention.
 * @param {string} year
 * @param {number} number of the year
 * @param {ScoredConcept[]} concepts
 * @param {Library} library
 * @returns {YearAnswer}
 */
export const answerIn = (year, number, concepts, library) => {
  /** @type {(id: number) => boolean} */
  const isIn = (id) => library.passages[id].years.includes(number);
  const said = saidOf(concepts, isIn);
  const specific = said.filter(({ concept }) => !concept.isCommon);
  const aspect = aspectOf(specific);
  const isApart = aspect?.both.size === 0;
  const isNearest = !isSaid(specific) || isApart;
  const missing = specific.filter(({ found }) => !found.length).map(({ concept }) => concept);
  const best = ranked(said);
  const nearest = () => {
    const told = [
      ...best.map(([id]) => id),
      ...marked(
        missing.flatMap((each) => each.nearest),
        library,
      ),
    ].filter(isIn);
    const ids = told.length ? told : marked(library.askedMost, library).filter(isIn);
    return [...new Set(ids)].slice(0, MOST_NEAREST);
  };
  const scores = new Map(best);
  const ids = isNearest ? nearest() : best.map(([id]) => id).filter((id) => !aspect || aspect.both.has(id));
  const results = ids.map((id) => ({ passage: library.passages[id], score: scores.get(id) ?? 0 }));
  return { year, missing, apart: isApart ? aspect.concepts : [], isNearest, results };
};
