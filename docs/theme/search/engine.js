/* The search itself, without a page: what a question asks for, and which passages answer it.
   The tests ask it in Node. */
import { answerIn } from "./answers.js";
import { conceptsOf } from "./concepts.js";
import { excerptOf, titleOf, wordsAsked } from "./excerpts.js";
import { createLibrary } from "./library.js";
import { scored } from "./ranking.js";
import { createVocabulary } from "./vocabulary.js";
import { createStem, wordsOf } from "./words.js";
import { takeYears } from "./years.js";

/** @import { Answer, Found, Library, Result, Search, SearchData, Stem, YearAnswer } from "./types" */

const MOST_RESULTS = 10;
const MOST_OF_ANOTHER_YEAR = 3;
/** How good a passage of another year must be beside the best of that year. */
const SHARE_OF_BEST = 0.6;
/** Longer questions are cut, as the box cuts them: what is shown and read aloud of one must not be without end. */
const MOST_LETTERS = 200;

/**
 * The year that is searched: the one that was chosen, or the one that is searched first; what was chosen but is none.
 * @param {string | null | undefined} chosen
 * @param {SearchData} data
 */
const yearChosen = (chosen, { years, first }) => {
  if (!chosen || chosen === "all") return { year: chosen || (first ?? "all"), wrong: null };
  const { years: named, rest } = takeYears(chosen, years);
  return named.length === 1 && !rest ? { year: named[0], wrong: null } : { year: first ?? "all", wrong: chosen };
};

/** @type {(results: Result[]) => Result[]} */
const bestOf = (results) =>
  results.slice(0, MOST_OF_ANOTHER_YEAR).filter(({ score }) => score >= results[0].score * SHARE_OF_BEST);

/**
 * The years that mention a thing of which this one says nothing, though none of them answers the whole question.
 * @param {YearAnswer} here
 * @param {YearAnswer[]} answers
 */
const mentionedElsewhere = ({ missing }, answers) =>
  missing
    .filter(({ isTopic }) => isTopic)
    .map((concept) => ({
      label: concept.label,
      years: answers.filter((each) => !each.missing.includes(concept)).map(({ year }) => year),
    }))
    .filter(({ years }) => years.length);

/** @type {(answer: YearAnswer) => boolean} */
const isAnswer = ({ isNearest, results }) => !isNearest && results.length > 0;

/**
 * What each year answers, or, where none that is asked does, what is nearest: in that year, or in the newest.
 * @param {string} year that is searched
 * @param {YearAnswer[]} answers
 * @param {SearchData} data
 */
const shown = (year, answers, { first }) => {
  const here = answers.find((each) => each.year === year) ?? answers.find((each) => each.year === first);
  const others = answers.filter((each) => each.year !== year && isAnswer(each));
  const isHere = here?.year === year && isAnswer(here);
  const isNearest = !isHere && !others.length;
  const results = here && (isHere || isNearest) ? here.results.slice(0, MOST_RESULTS) : [];
  const given = results.length
    ? [{ year: here?.year ?? year, results }]
    : others.map((each) => ({ ...each, results: bestOf(each.results) }));
  /** @type {Found[]} */
  const found = given.flatMap((each) => each.results.map(({ passage }) => ({ year: each.year, passage })));
  const elsewhere = isNearest && here?.year === year ? mentionedElsewhere(here, answers) : [];
  return { here, others, elsewhere, isNearest, results, found };
};

/**
 * A single word that only the title has, such as "privacy", leads to the title.
 * @param {string} rest
 * @param {string} year
 * @param {SearchData} data
 * @param {Library} library
 * @param {Stem} stem
 */
const titleWith = (rest, year, { years, titles }, { passages, stems }, stem) => {
  const [word, ...more] = wordsOf(rest);
  const number = years.indexOf(year);
  const title = passages.find((each) => each.anchor === titles[number] && each.years.includes(number));
  return title && word && !more.length && stems[title.id].includes(stem(word)) ? title : null;
};

/**
 * Make the search over the data of search.json.
 * @param {SearchData} data
 * @returns {Search}
 */
export const createSearch = (data) => {
  const stem = createStem();
  const vocabulary = createVocabulary(data, stem);
  const library = createLibrary(stem, data);

  /** @type {Search["ask"]} */
  const ask = (query, chosen) => {
    const letters = [...query];
    const typed = takeYears(letters.slice(0, MOST_LETTERS).join(""), data.years);
    const { year: before, wrong } = yearChosen(typed.years.length ? typed.years[0] : chosen, data);
    const year = typed.years[0] ?? before;
    const asked = conceptsOf(typed.rest, vocabulary);
    const concepts = scored(asked.concepts, library);
    const refused = typed.wrong ?? wrong;
    const answers = refused ? [] : data.years.map((each, number) => answerIn(each, number, concepts, library));
    // A question of the site's own, as it is suggested, is answered first by what is marked for it.
    const own = Object.keys(data.questions).find((id) => data.questions[id] === typed.rest);
    /** @type {(result: Result) => number} */
    const isOwn = ({ passage }) => +!!passage.answers?.includes(/** @type {string} */ (own));
    for (const { results } of answers) results.sort((a, b) => isOwn(b) - isOwn(a));
    const { here, ...found } = shown(year, typed.rest ? answers : [], data);
    /** @type {Answer} */
    const answer = {
      ...found,
      rest: typed.rest,
      year,
      typed: typed.years,
      notices: typed.rest ? [] : typed.years.filter((each) => data.years.includes(each)),
      refused,
      isCut: letters.length > MOST_LETTERS,
      isHeld: year === "all" || data.years.includes(year),
      isEmpty: !concepts.length,
      mended: asked.mended,
      words: wordsAsked(concepts),
      missing: (here ?? answers[0])?.missing ?? [],
      apart: here?.apart.map(({ label }) => label) ?? [],
    };
    const title = answer.isNearest && !refused ? titleWith(typed.rest, here?.year ?? "", data, library, stem) : null;
    if (!title) return answer;
    const [result, place] = [
      { passage: title, score: 1 },
      { year: here?.year ?? year, passage: title },
    ];
    return { ...answer, isNearest: false, isEmpty: false, results: [result], found: [place], missing: [] };
  };
  return {
    years: data.years,
    first: data.first,
    ask,
    beginsAt: (passage, year) => passage.from ?? data.begins[year],
    titleOf: (passage) => titleOf(passage, data.questions),
    languageOf: ({ language = "" }) => data.languages?.[language],
    excerptOf: (passage, { words }) => excerptOf(passage, words, vocabulary),
  };
};
