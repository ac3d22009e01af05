/* The words of a text. */
import { stemmer } from "stemmer";

/** @import { Stem } from "./types" */

const ADDRESS = /(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|eu|example)\b(?:\/\S*)?/g;
/** A stem that leaves out more letters joins words that mean different things: "nationality" is not "national". */
const MOST_LEFT_OUT = 4;

/**
 * Lower case, without the accents of Latin letters (Unicode takes the stroke of a Polish ł for none) and without apostrophes; of a web address only the name of its host.
 * @param {string} text
 * @returns {string[]}
 */
export const wordsOf = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .replace(/ł/g, "l")
    .normalize("NFC")
    .replace(ADDRESS, " $1 ")
    .replace(/['’]s\b|['’]/g, "")
    .replace(/\be-(?=mail)/g, "e")
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** @type {(word: string) => string} */
const singular = (word) => word.replace(/ies$/, "y").replace(/(?<=[^su])s$/, "");

/**
 * What the forms of a word have in common: "sharing" and "shared" are "share".
 * @type {Stem}
 */
const stemOf = (word) => {
  const one = singular(word);
  const stem = stemmer(one);
  return one.length - stem.length > MOST_LEFT_OUT ? one : stem;
};

/**
 * The stemmer, each word of which is worked out once.
 * @returns {Stem}
 */
export const createStem = () => {
  /** @type {Map<string, string>} */
  const stems = new Map();
  return (word) => {
    const stem = stems.get(word) ?? stemOf(word);
    stems.set(word, stem);
    return stem;
  };
};
