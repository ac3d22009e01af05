/* The phrases of parents in a question, such as "how long" or "who see". */

/** @import { FoundPhrase, Phrase, Vocabulary } from "./types" */

/** How many words that prove nothing may stand between two words of a phrase: "what does the school hold". */
const BETWEEN = 3;

/**
 * Where a phrase that begins at `start` has its words: in order, with only words between that prove nothing.
 * @param {Phrase} phrase
 * @param {string[]} words
 * @param {number} start
 * @param {Vocabulary} vocabulary
 */
const placesOf = ({ parts }, words, start, { little, common, stem }) => {
  const places = [start];
  for (const part of parts.slice(1)) {
    let next = places[places.length - 1] + 1;
    const end = next + BETWEEN;
    const isPassed = () => next < end && (little.has(words[next]) || common.has(words[next]));
    while (next < words.length && stem(words[next]) !== part && isPassed()) next += 1;
    if (next >= words.length || stem(words[next]) !== part) return null;
    places.push(next);
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
 * The phrases in a question, longest first; no word is in two of them.
 * @param {string[]} words
 * @param {Vocabulary} vocabulary
 */
export const phrasesIn = (words, vocabulary) => {
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
