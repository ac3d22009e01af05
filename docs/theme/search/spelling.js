/* Words that are spelt wrong by one letter. */

/** @import { Vocabulary } from "./types" */

/** Shorter words are too often one letter from another that is right. */
const CORRECTED_FROM = 5;

/**
 * Whether two words differ by one letter: one more, one less, another one, or two swapped.
 * @param {string} a
 * @param {string} b
 */
const isOneLetterOff = (a, b) => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(x.length, y.length) === 1 || (x.length === 2 && x[0] === y[1] && x[1] === y[0]);
};

/**
 * The word as the notices spell it; the word itself where it is known, or nothing is near.
 * @param {string} word
 * @param {Vocabulary} vocabulary
 */
export const corrected = (word, { spelt, stem, stems }) => {
  if (spelt.has(word) || stems.has(stem(word)) || word.length < CORRECTED_FROM || /\d/.test(word)) return word;
  const near = [...spelt].filter(
    ([other]) => other.length >= CORRECTED_FROM - 1 && other[0] === word[0] && isOneLetterOff(word, other),
  );
  const [best] = near.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? word;
};
