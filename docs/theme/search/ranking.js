/* Which passages answer, and how well. */
import { find, isNear } from "./library.js";

/** @import { Concept, Library, ScoredConcept, YearAnswer } from "./types" */
/** @typedef {{ id: number, score: number }} Scored */

const COMMON_WEIGHT = 0.15;
/** "Can I say no to photos" asks about photos first: what is asked about them counts less. */
const BESIDE_A_THING = 0.5;
const SYNONYM_WEIGHT = 0.8;
const NEXT_SYNONYM = 0.95;
const PREFIX_WEIGHT = 0.6;
const PREFIX_FROM = 3;
/** How good a passage must be beside the best. */
const SHARE_OF_BEST = 0.3;

/**
 * The passages that say one of the concept's ways: as typed, then by the order of the synonyms.
 * @param {Concept} concept
 * @param {number} order the number of the way
 * @param {number} less the weight of what is not typed
 * @param {Library} library
 * @returns {Scored[]}
 */
const saying = ({ ways, isTyped }, order, less, library) => {
  const way = ways[order];
  if (!way.every((word) => library.held.has(word))) return [];
  const found = find(library, way, ["text", "heading", "question"]);
  const near = way.length > 1 ? found.filter(({ id }) => isNear(library, way, id)) : found;
  const weight = (isTyped && order === 0 ? 1 : less * SYNONYM_WEIGHT * NEXT_SYNONYM ** order) / Math.sqrt(way.length);
  return near.map(({ id, score }) => ({ id, score: score * weight }));
};

/**
 * The score of each passage that says the concept, by its best way.
 * @param {Concept} concept
 * @param {boolean} isBeside whether the question is about a thing, beside which this counts less
 * @param {Library} library
 */
const scoresOf = (concept, isBeside, library) => {
  const less = isBeside && concept.answers.length ? BESIDE_A_THING : 1;
  /** @type {Map<number, number>} */
  const scores = new Map();
  /** @type {(found: Scored[], weight: number) => void} */
  const add = (found, weight) =>
    found.forEach(({ id, score }) => scores.set(id, Math.max(scores.get(id) ?? 0, score * weight)));
  concept.ways.forEach((_, order) => add(saying(concept, order, less, library), 1));
  for (const id of concept.answers) add(find(library, [`#${id}`], ["answers"]), less);
  if (concept.prefix.length >= PREFIX_FROM && !scores.size) {
    add(find(library, [concept.prefix], ["text", "heading"], true), PREFIX_WEIGHT);
  }
  return scores;
};

/**
 * @param {Concept[]} concepts of one question
 * @param {Library} library
 * @returns {ScoredConcept[]}
 */
export const scored = (concepts, library) => {
  const hasThing = concepts.some(({ isCommon, answers }) => !isCommon && !answers.length);
  return concepts.map((concept) => {
    const scores = scoresOf(concept, hasThing, library);
    return { ...concept, scores, isUnknown: Boolean(concept.prefix) && !scores.size };
  });
};

/**
 * Whether a year answers: it mentions all, or at least most, and nothing is known of the rest.
 * @param {number} asked how many things the question asks for, but common ones
 * @param {ScoredConcept[]} missing those of them that the year does not mention
 */
const isAnswered = (asked, missing) =>
  missing.length === 0 || (missing.every(({ isUnknown }) => isUnknown) && missing.length < asked / 2);

/**
 * What a year says to the concepts: its passages, best first, and what it does not mention.
 * @param {string} year
 * @param {number} number of the year
 * @param {ScoredConcept[]} concepts
 * @param {Library} library
 * @returns {YearAnswer}
 */
export const answerIn = (year, number, concepts, { passages }) => {
  const said = concepts.map((concept) => ({
    concept,
    found: [...concept.scores].filter(([id]) => passages[id].years.includes(number)),
  }));
  const specific = said.filter(({ concept }) => !concept.isCommon);
  const missing = specific.filter(({ found }) => !found.length).map(({ concept }) => concept);
  if (!isAnswered(specific.length, missing)) return { year, missing, results: [] };
  /** @type {Map<number, number>} */
  const total = new Map();
  for (const { concept, found } of said) {
    const weight = concept.isCommon ? COMMON_WEIGHT : 1;
    for (const [id, score] of found) total.set(id, (total.get(id) ?? 0) + score * weight);
  }
  const proven = new Set((specific.length ? specific : said).flatMap(({ found }) => found.map(([id]) => id)));
  const ranked = [...total].filter(([id]) => proven.has(id)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const enough = (ranked[0]?.[1] ?? 0) * SHARE_OF_BEST;
  const results = ranked
    .filter(([, score]) => score >= enough)
    .map(([id, score]) => ({ passage: passages[id], score }));
  return { year, missing, results };
};
