/* What is shown of a passage that was found. */
import { wordsOf } from "./words.js";

/** @import { Concept, Passage, Piece, Vocabulary } from "./types" */

/** How much of a passage is shown: words and what stands between them, counted together. */
const LENGTH = 130;
/** How much of that comes before the first word that was asked for. */
const BEFORE = 8;
const SYNONYM_WEIGHT = 1;
const TYPED_WEIGHT = 3;

/**
 * The stems that show why a passage was found: those that were typed weigh more than those of synonyms.
 * @param {Concept[]} concepts
 * @returns {Map<string, number>}
 */
export const wordsAsked = (concepts) => {
  const specific = concepts.filter(({ isCommon }) => !isCommon);
  const typed = specific.flatMap(({ isTyped, ways }) => (isTyped ? ways[0] : []));
  return new Map([
    ...specific.flatMap(({ ways }) => ways.flat()).map((word) => /** @type {const} */ ([word, SYNONYM_WEIGHT])),
    ...typed.map((word) => /** @type {const} */ ([word, TYPED_WEIGHT])),
  ]);
};

/**
 * What stands above a passage: the plain questions that it answers, its heading, or its first words.
 * @param {Passage} passage
 * @param {Record<string, string>} questions
 */
export const titleOf = ({ answers = [], heading, text = "" }, questions) =>
  answers.flatMap((id) => questions[id] || []).join(" ") || heading || `${text.split(/\s+/).slice(0, 8).join(" ")} …`;

/**
 * The words of a passage around what was asked for, in pieces.
 * @param {Passage} passage
 * @param {Map<string, number>} words the stems that were asked for, with their weights
 * @param {Vocabulary} vocabulary
 * @returns {Piece[]}
 */
export const excerptOf = ({ heading = "", text }, words, { little, stem }) => {
  const pieces = (text || heading).split(/([\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*)/u);
  /** @type {(piece: string) => boolean} */
  const isAsked = (piece) => wordsOf(piece).some((word) => !little.has(word) && words.has(stem(word)));
  /** @type {(begin: number) => number} */
  const worth = (begin) =>
    [
      ...new Set(
        pieces
          .slice(begin, begin + LENGTH)
          .flatMap(wordsOf)
          .map(stem),
      ),
    ]
      .map((word) => words.get(word) ?? 0)
      .reduce((sum, weight) => sum + weight, 0);
  const asked = pieces.length <= LENGTH ? [] : [...pieces.keys()].filter((place) => isAsked(pieces[place]));
  const best = asked.reduce((one, other) => (worth(other) > worth(one) ? other : one), 0);
  const begin = Math.max(0, Math.min(best - BEFORE, pieces.length - LENGTH));
  return [
    { text: begin ? "… " : "", isAsked: false },
    ...pieces.slice(begin, begin + LENGTH).map((piece) => ({ text: piece, isAsked: isAsked(piece) })),
    { text: begin + LENGTH < pieces.length ? " …" : "", isAsked: false },
  ].filter((piece) => piece.text);
};
