/* What a question asks for: one concept a phrase or word, each with the ways in which notices say it. */
import { corrected } from "./spelling.js";
import { wordsOf } from "./words.js";

/** @import { Concept, FoundPhrase, Phrase, Vocabulary } from "./types" */

/**
 * Where a phrase that begins at `start` has its words: in order, at most one little word between two of them.
 * @param {Phrase} phrase
 * @param {string[]} words
 * @param {number} start
 * @param {Vocabulary} vocabulary
 */
const placesOf = ({ parts }, words, start, { little, stem }) => {
  /** @type {(part: string, place: number) => boolean} */
  const isAt = (part, place) => place < words.length && stem(words[place]) === part;
  const places = [start];
  for (const part of parts.slice(1)) {
    const next = places[places.length - 1] + 1;
    if (isAt(part, next)) places.push(next);
    else if (little.has(words[next]) && isAt(part, next + 1)) places.push(next + 1);
    else return null;
  }
  return places;
};

/**
 * A phrase where it was found, and whether its words prove anything.
 * @param {Phrase} phrase
 * @param {number[]} places
 * @param {string[]} words
 * @param {Vocabulary} vocabulary
 * @returns {FoundPhrase}
 */
const foundPhrase = (phrase, places, words, { little, common }) => ({
  ...phrase,
  places,
  own: phrase.parts.filter((_, number) => !little.has(words[places[number]])),
  isTyped: !places.every((place) => little.has(words[place]) || common.has(words[place])),
});

/**
 * The phrases of parents in a question, longest first; no word is in two of them.
 * @param {string[]} words
 * @param {Vocabulary} vocabulary
 */
const phrasesIn = (words, vocabulary) => {
  const candidates = words.flatMap((word, start) =>
    (vocabulary.phrases.get(vocabulary.stem(word)) ?? []).flatMap((phrase) => {
      const places = placesOf(phrase, words, start, vocabulary);
      return places ? [{ phrase, places }] : [];
    }),
  );
  candidates.sort((a, b) => b.places.length - a.places.length || a.places[0] - b.places[0]);
  /** @type {Set<number>} */
  const taken = new Set();
  return candidates.flatMap(({ phrase, places }) => {
    if (places.some((place) => taken.has(place))) return [];
    places.forEach((place) => taken.add(place));
    return [foundPhrase(phrase, places, words, vocabulary)];
  });
};

/**
 * Two phrases of one entry ("correct a mistake") ask for one thing.
 * @param {FoundPhrase[]} phrases
 * @param {string[]} typed
 * @param {Vocabulary} vocabulary
 * @returns {Concept}
 */
const phraseConcept = ([first, ...more], typed, { stem }) => {
  const { notices = [], answers = [] } = first.synonym;
  return {
    places: first.places,
    label: first.places.map((place) => typed[place]).join(" "),
    ways: [
      ...(first.isTyped ? [first.own] : []),
      ...notices.map((way) => wordsOf(way).map(stem)),
      ...more.filter(({ isTyped }) => isTyped).map(({ own }) => own),
    ],
    isTyped: first.isTyped,
    answers,
    isCommon: false,
    prefix: "",
  };
};

/**
 * @param {string} text the question, without its year
 * @param {Vocabulary} vocabulary
 * @param {Set<string>} held the stems that any passage has
 * @returns {Concept[]} in the order of the question
 */
export const conceptsOf = (text, vocabulary, held) => {
  const { common, little, shortFor, stem } = vocabulary;
  const typed = wordsOf(text);
  const words = typed.map((word) => corrected(shortFor.get(word) ?? word, vocabulary));
  const phrases = phrasesIn(words, vocabulary);
  const taken = new Set(phrases.flatMap(({ places }) => places));
  /** @type {(word: string, place: number) => boolean} */
  const isAlone = (word, place) => !taken.has(place) && !little.has(word) && (word.length > 1 || /\d/.test(word));
  /** @type {(word: string, place: number) => Concept} */
  const wordConcept = (word, place) => ({
    places: [place],
    label: typed[place],
    ways: [[stem(word)]],
    isTyped: true,
    answers: [],
    isCommon: common.has(word),
    prefix: held.has(stem(word)) ? "" : word,
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
  return concepts.sort((a, b) => a.places[0] - b.places[0]);
};
