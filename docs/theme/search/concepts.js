/* What a question asks for: one concept a phrase or word, each with the ways in which notices say it. */
import { phrasesIn } from "./phrases.js";
import { corrected } from "./spelling.js";
import { wordsOf } from "./words.js";

/** @import { Concept, FoundPhrase, Mended, Vocabulary } from "./types" */

/**
 * Two phrases of one entry ("correct a mistake") ask for one thing.
 * @param {FoundPhrase[]} phrases
 * @param {string[]} typed
 * @param {Vocabulary} vocabulary
 * @returns {Concept}
 */
const phraseConcept = ([first, ...more], typed, { stem }) => {
  const { notices = [], near = [], nearest = [], answers = [], aspect = false } = first.synonym;
  /** @type {(written: string[]) => string[][]} */
  const stems = (written) => written.map((way) => wordsOf(way).map(stem));
  return {
    places: first.places,
    label: first.places.map((place) => typed[place]).join(" "),
    ways: [
      ...(first.isTyped ? [first.own] : []),
      ...stems(notices),
      ...more.filter(({ isTyped }) => isTyped).map(({ own }) => own),
    ],
    near: stems(near),
    nearest,
    isTyped: first.isTyped,
    answers,
    isAspect: aspect,
    isTopic: true,
    isCommon: false,
    isEveryday: false,
  };
};

/**
 * The words of a question, as they were typed and as they are meant.
 * @param {string} text
 * @param {Vocabulary} vocabulary
 */
const read = (text, vocabulary) => {
  const typed = wordsOf(text);
  const words = typed.map((word) => corrected(vocabulary.shortFor.get(word) ?? word, vocabulary));
  /** @type {Mended[]} */
  const mended = typed.flatMap((word, place) =>
    word === words[place] || vocabulary.shortFor.has(word) ? [] : [{ typed: word, meant: words[place] }],
  );
  return { typed, words, mended };
};

/**
 * @param {string} text the question, without its year
 * @param {Vocabulary} vocabulary
 * @returns {{ concepts: Concept[], mended: Mended[] }} in the order of the question
 */
export const conceptsOf = (text, vocabulary) => {
  const { common, little, stem, isEveryday } = vocabulary;
  const { typed, words, mended } = read(text, vocabulary);
  const phrases = phrasesIn(words, vocabulary);
  const taken = new Set(phrases.flatMap(({ places }) => places));
  /** @type {(word: string, place: number) => boolean} */
  const isAlone = (word, place) => !taken.has(place) && !little.has(word) && (word.length > 1 || /\d/.test(word));
  /** @type {(word: string, place: number) => Concept} */
  const wordConcept = (word, place) => ({
    places: [place],
    label: typed[place],
    ways: [[stem(word)]],
    near: [],
    nearest: [],
    isTyped: true,
    answers: [],
    isAspect: false,
    isTopic: false,
    isCommon: common.has(word),
    isEveryday: isEveryday(word),
  });
  const concepts = [
    ...[...new Set(phrases.map(({ synonym }) => synonym))].map((synonym) =>
      phraseConcept(
        phrases.filter((phrase) => phrase.synonym === synonym),
        typed,
        vocabulary,
      ),
    ),
    ...words.flatMap((word, place) => (isAlone(word, place) ? [wordConcept(word, place)] : [])),
  ];
  return { concepts: concepts.sort((a, b) => a.places[0] - b.places[0]), mended };
};
