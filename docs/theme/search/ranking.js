/* Which passages say what a question asks for, and how well. */
import { find, isNear } from "./library.js";

/** @import { Concept, Library, ScoredConcept, Scores } from "./types" */

/** "Can I say no to photos" asks about photos first: what is asked about them counts less. */
const BESIDE_A_THING = 0.5;
const SYNONYM_WEIGHT = 0.8;
const NEXT_SYNONYM = 0.95;
const NEAR_WEIGHT = 0.5;
const EVERYDAY_WEIGHT = 0.5;

/**
 * The passages that say something in one way, close together.
 * @param {string[]} way
 * @param {number} weight
 * @param {Library} library
 * @returns {[number, number][]}
 */
const saying = (way, weight, library) => {
  if (!way.every((word) => library.held.has(word))) return [];
  const found = find(library, way, ["text", "heading", "question"]);
  const near = way.length > 1 ? found.filter(({ id }) => isNear(library, way, id)) : found;
  return near.map(({ id, score }) => [id, (score * weight) / Math.sqrt(way.length)]);
};

/**
 * Each passage with the best of its scores.
 * @param {[number, number][]} pairs
 * @returns {Scores}
 */
const bestOf = (pairs) => {
  /** @type {Scores} */
  const scores = new Map();
  for (const [id, score] of pairs) scores.set(id, Math.max(scores.get(id) ?? 0, score));
  return scores;
};

/**
 * The score of each passage that says the concept, by its best way: as typed, then by the order of the synonyms.
 * @param {Concept} concept
 * @param {boolean} isBeside whether the question is about a thing, beside which this counts less
 * @param {Library} library
 */
const scoresOf = ({ ways, answers, isTyped, isEveryday }, isBeside, library) => {
  const less = (isBeside && answers.length ? BESIDE_A_THING : 1) * (isEveryday ? EVERYDAY_WEIGHT : 1);
  /** @type {(order: number) => number} */
  const weightOf = (order) =>
    isTyped && order === 0 ? (isEveryday ? EVERYDAY_WEIGHT : 1) : less * SYNONYM_WEIGHT * NEXT_SYNONYM ** order;
  return bestOf([
    ...ways.flatMap((way, order) => saying(way, weightOf(order), library)),
    ...answers.flatMap((id) =>
      find(library, [`#${id}`], ["answers"]).map(
        (found) => /** @type {[number, number]} */ ([found.id, found.score * less]),
      ),
    ),
  ]);
};

/**
 * @param {Concept[]} concepts of one question
 * @param {Library} library
 * @returns {ScoredConcept[]}
 */
export const scored = (concepts, library) => {
  const hasThing = concepts.some(({ isCommon, isEveryday, answers }) => !isCommon && !isEveryday && !answers.length);
  return concepts.map((concept) => ({
    ...concept,
    scores: scoresOf(concept, hasThing, library),
    nearScores: bestOf(concept.near.flatMap((way) => saying(way, NEAR_WEIGHT, library))),
  }));
};
