/* The words of a text. */

/** @import { Stem } from "./types" */

const ADDRESS = /(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|eu|example)\b(?:\/\S*)?/g;

/**
 * Lower case, without accents and apostrophes; of a web address only the name of its host.
 * @param {string} text
 * @returns {string[]}
 */
export const wordsOf = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(ADDRESS, " $1 ")
    .replace(/['’]s\b|['’]/g, "")
    .replace(/\be-(?=mail)/g, "e")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The stemmer, each word of which is worked out once.
 * @param {Stem} stemmer
 * @returns {Stem}
 */
export const remembering = (stemmer) => {
  /** @type {Map<string, string>} */
  const stems = new Map();
  return (word) => {
    const stem = stems.get(word) ?? stemmer(word);
    stems.set(word, stem);
    return stem;
  };
};
