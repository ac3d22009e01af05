/* What is known of words before anything is asked: from the notices, from synonyms.toml. */
import { soundOf } from "./spelling.js";
import { wordsOf } from "./words.js";

/** @import { SearchData, Stem, Synonym, Phrase, Vocabulary } from "./types" */

/** A number, what was done, or how: no thing that a question is about, whatever the word. */
const EVERYDAY_FORM = /^\d+$|.{3}(?:ed|ly)$/;

/**
 * Every word that the notices and the synonyms know: what is spelt like one of them is not corrected, nor is a word of
 * a translation, which no word is corrected to.
 * @param {SearchData} data
 */
const speltWords = ({ passages, questions, synonyms, words }) => {
  /** @type {Map<string, number>} */
  const spelt = new Map();
  /** @type {(words: string[], weight: number) => void} */
  const learn = (words, weight) => words.forEach((word) => spelt.set(word, (spelt.get(word) ?? 0) + weight));
  for (const { heading = "", text = "", language } of passages) {
    if (!language) learn(wordsOf(`${heading} ${text}`), 1);
  }
  for (const question of Object.values(questions)) learn(wordsOf(question), 1);
  for (const written of synonyms.flatMap(({ parents }) => parents)) learn(written.split(" "), 1);
  learn([...words.little, ...words.common], 0.5);
  return spelt;
};

/**
 * @param {Synonym[]} synonyms
 * @param {Stem} stem
 */
const phrasesOf = (synonyms, stem) => {
  const all = synonyms.flatMap((synonym) =>
    synonym.parents.map((written) => ({ synonym, parts: written.split(" ").map(stem) })),
  );
  /** @type {Map<string, Phrase[]>} */
  const phrases = new Map();
  for (const phrase of all.sort((a, b) => b.parts.length - a.parts.length)) {
    phrases.set(phrase.parts[0], [...(phrases.get(phrase.parts[0]) ?? []), phrase]);
  }
  return phrases;
};

/**
 * @param {SearchData} data
 * @param {Stem} stem
 * @returns {Vocabulary}
 */
export const createVocabulary = (data, stem) => {
  const { words } = data;
  const spelt = speltWords(data);
  const everyday = new Set(words.everyday.map(stem));
  const translated = data.passages.filter(({ language }) => language);
  const foreign = new Set(translated.flatMap(({ heading = "", text = "" }) => wordsOf(`${heading} ${text}`)));
  const stems = new Set([...[...spelt.keys()].map(stem), ...everyday]);
  return {
    stem,
    shortFor: new Map(Object.entries(words.short_for)),
    little: new Set(words.little),
    common: new Set(words.common),
    isEveryday: (word) => everyday.has(stem(word)) || EVERYDAY_FORM.test(word),
    isKnown: (word) => spelt.has(word) || stems.has(stem(word)) || foreign.has(word),
    spelt,
    sounds: new Map([...spelt.keys()].map((word) => [word, soundOf(word)])),
    phrases: phrasesOf(data.synonyms, stem),
  };
};
