/* The line that says what was found, or honestly that nothing was. */
import { yearInWords } from "./years.js";

/** @import { Answer } from "./types" */

/** @type {(words: string[]) => string} */
const list = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** @param {Answer} answer */
const notMentioned = ({ missing, rest }) => (missing.length ? missing : [rest]).map((word) => `“${word}”`).join(" or ");

/** @param {Answer} answer */
const passages = ({ found }) => `${found.length} ${found.length === 1 ? "passage" : "passages"}`;

/** @param {Answer} answer */
const summaryOfAllYears = (answer) => {
  const { found, others } = answer;
  if (!found.length) return `No notice held here mentions ${notMentioned(answer)}.`;
  return `${passages(answer)} in ${others.length === 1 ? "one notice" : `${others.length} notices`}, newest first.`;
};

/** @param {Answer} answer */
const summaryOfOthers = (answer) => {
  const { year, isHeld } = answer;
  const others = answer.others.map((each) => each.year);
  const none = isHeld
    ? `The ${year} notice does not mention ${notMentioned(answer)}.`
    : `No notice for ${yearInWords(year)} is held here.`;
  if (!others.length) return `${none} ${isHeld ? "No other notice held here does." : "The others do not answer this."}`;
  return `${none} ${others.length === 1 ? `The ${others[0]} notice does.` : `These notices do: ${list(others)}.`}`;
};

/** @param {Answer} answer */
export const summaryOf = (answer) => {
  const { isEmpty, missing, rest, results, year } = answer;
  if (isEmpty && rest) return `Type a word or two more than “${rest}”.`;
  if (isEmpty) return "What would you like to know? Type it after the year.";
  if (year === "all") return summaryOfAllYears(answer);
  if (!results.length) return summaryOfOthers(answer);
  const count = `${passages(answer)} in the notice for ${yearInWords(year)}.`;
  return missing.length ? `${count} It does not mention ${notMentioned(answer)}.` : count;
};
