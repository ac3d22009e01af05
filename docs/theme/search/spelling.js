/* Words that are spelt wrong: by a letter or two, as they sound, or not to their end. */

/** @import { Vocabulary } from "./types" */

/** Shorter words are too often near another that is right. */
const CORRECTED_FROM = 5;
/** From here two letters may be wrong. */
const TWICE_FROM = 8;
/** As many letters of a word must be typed, and as many of its sounds must be the same. */
const BEGUN_FROM = 4;
const SOUNDS_FROM = 3;

/**
 * How many letters are wrong: one more, one less, another one, or two swapped.
 * @param {string} a
 * @param {string} b
 */
const lettersOff = (a, b) => {
  /** @type {number[][]} */
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const other = Number(a[i - 1] !== b[j - 1]);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
};

/**
 * How a word sounds in English, without most of its vowels: "informashun" like "information".
 * @param {string} word
 */
export const soundOf = (word) =>
  word
    .replace(/^(?:kn|gn)/, "n")
    .replace(/^wr/, "r")
    .replace(/ph/g, "f")
    .replace(/gh(?=t|$)/g, "")
    .replace(/(?:ss?|[ct])i(?=[aou])|sch(?!o)|sh/g, "x")
    .replace(/[sc]c?(?=[eiy])/g, "s")
    .replace(/ck|qu|c(?!h)/g, "k")
    .replace(/z/g, "s")
    .replace(/(?<=.)[aeiouyhw]/g, "")
    .replace(/(.)\1+/g, "$1");

/**
 * How far the word as typed is from one that is spelt right; Infinity where it is another word.
 * @param {string} typed
 * @param {string} other
 * @param {string} sound of the other
 */
const distance = (typed, other, sound) => {
  if (Math.abs(typed.length - other.length) > typed.length / 2) return Infinity;
  const sounds = soundOf(typed) === sound && sound.length >= SOUNDS_FROM;
  if (!sounds && (typed[0] !== other[0] || Math.abs(typed.length - other.length) > 2)) return Infinity;
  const off = lettersOff(typed, other);
  if (sounds) return off <= typed.length / 2 ? Math.min(off, 1.5) : Infinity;
  return off === 1 || (off === 2 && typed.length >= TWICE_FROM) ? off : Infinity;
};

/**
 * The word as the notices spell it; the word itself where it is known, or nothing is near.
 * @param {string} word
 * @param {Vocabulary} vocabulary
 */
export const corrected = (word, { spelt, sounds, isKnown }) => {
  if (isKnown(word) || word.length < BEGUN_FROM || /\d/.test(word)) return word;
  const near = [...spelt].flatMap(([other, often]) => {
    const off =
      word.length >= CORRECTED_FROM && other.length >= BEGUN_FROM
        ? distance(word, other, sounds.get(other) ?? "")
        : Infinity;
    return off < Infinity ? [{ other, often, off }] : [];
  });
  near.sort((a, b) => a.off - b.off || b.often - a.often || (a.other < b.other ? -1 : 1));
  if (near.length) return near[0].other;
  const begun = [...spelt].filter(([other]) => other.startsWith(word));
  begun.sort((a, b) => b[1] - a[1] || a[0].length - b[0].length);
  return begun[0]?.[0] ?? word;
};
