/* The line that says what was looked for and found, or honestly that it was not. */
import { yearInWords } from "./years.js";

/** @import { Answer } from "./types" */

/** More words are not named: a line that is read aloud must come to an end. */
const MOST_NAMED = 5;

/** @type {(words: string[], last?: string) => string} */
const list = (words, last = "and") =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

/** @type {(words: string[], last?: string) => string} */
const quoted = (words, last = "or") =>
  list(
    words.slice(0, MOST_NAMED).map((word) => `“${word}”`),
    last,
  );

/**
 * What a notice does not say: a word of which nothing else is known is only a word that it does not use.
 * @param {Answer} answer
 * @param {[string, string]} verbs
 */
const unsaid = ({ missing, rest }, [use, mention]) => {
  const labels = missing.map(({ label }) => label);
  const isOfWords = labels.length > 0 && missing.every(({ isTopic }) => !isTopic);
  if (!isOfWords) return `${mention} ${quoted(labels.length ? labels : [rest])}`;
  return `${use} the word${labels.length > 1 ? "s" : ""} ${quoted(labels)}`;
};

/** @param {Answer} answer */
const doesNot = (answer) => `does not ${unsaid(answer, ["use", "mention"])}`;

/** @param {Answer} answer */
const passages = ({ found }) => `${found.length} ${found.length === 1 ? "passage" : "passages"}`;

/** @param {Answer} answer */
const summaryOfNone = (answer) => {
  const { year, apart, missing, isHeld } = answer;
  if (!isHeld) return `No notice for ${yearInWords(year)} is held here.`;
  if (apart.length && !missing.length)
    return `No passage says ${quoted(apart.slice(0, 1))} of ${quoted(apart.slice(1))}.`;
  if (year === "all") return `No notice held here ${unsaid(answer, ["uses", "mentions"])}.`;
  return `The ${year} notice ${doesNot(answer)}.`;
};

/** @param {Answer} answer */
const summaryOfOthers = (answer) => {
  const years = answer.others.map((each) => each.year);
  const parts = answer.elsewhere.map((each) => `“${each.label}” is mentioned in ${list(each.years)}.`);
  if (parts.length) return parts.join(" ");
  if (years.length) return years.length === 1 ? `The ${years[0]} notice does.` : `These notices do: ${list(years)}.`;
  if (answer.year === "all") return "";
  return answer.isHeld ? "No other notice held here does." : "The others do not answer this.";
};

/** @param {Answer} answer */
const summaryOfFound = (answer) => {
  const { missing, others, year } = answer;
  const where =
    year !== "all"
      ? `the notice for ${yearInWords(year)}`
      : others.length === 1
        ? "one notice"
        : `${others.length} notices`;
  const count = `${passages(answer)} in ${where}${year === "all" ? ", newest first" : ""}.`;
  return missing.length ? `${count} It ${doesNot(answer)}.` : count;
};

/** @param {Answer} answer */
const summaryOfEmpty = ({ rest, year, found, notices }) => {
  if (rest)
    return `Type a word or two more than “${rest}”.${found.length ? " Questions that the notice answers:" : ""}`;
  if (!notices.length) return `No notice for ${yearInWords(year)} is held here.`;
  return notices.length > 1 ? "These notices are of that year:" : "The notice for that year:";
};

/** @param {Answer} answer */
const summary = (answer) => {
  const { found, isEmpty, isNearest, refused, results, year } = answer;
  if (refused) return `“${refused}” is no school year. Write it like 2018-19, or choose one beside the box.`;
  if (isEmpty) return summaryOfEmpty(answer);
  if (!isNearest && (results.length || year === "all")) return summaryOfFound(answer);
  return [summaryOfNone(answer), summaryOfOthers(answer), isNearest && found.length ? "Nearest, not an answer:" : ""]
    .filter(Boolean)
    .join(" ");
};

/** @param {Answer} answer */
export const summaryOf = (answer) => {
  const mended = answer.mended.map(({ typed, meant }) => `“${meant}” instead of “${typed}”`);
  return [
    answer.isCut ? "Only the beginning of the question was read." : "",
    mended.length ? `Looked for ${list(mended)}.` : "",
    summary(answer),
  ]
    .filter(Boolean)
    .join(" ");
};
