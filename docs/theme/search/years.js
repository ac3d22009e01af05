/* Academic years in a question. */

/** @import { YearTaken } from "./types" */

const YEAR = /\b((?:19|20)\d\d)\s*(?:-|–|—|\/|\bto\b)\s*((?:19|20)?\d\d)\b|\b(\d\d)\/(\d\d)\b/g;
const SINGLE_YEAR = /(\bact (?:of )?)?\b(20\d\d)\b/i;

/**
 * "2016-17" as readers see it: "2016 to 2017".
 * @param {string} year
 */
export const yearInWords = (year) => `${year.slice(0, 4)} to ${Number(year.slice(0, 4)) + 1}`;

/** @param {number} start */
const yearFrom = (start) => `${start}-${String((start + 1) % 100).padStart(2, "0")}`;

/**
 * The year of a match of YEAR, null where its second part does not follow the first.
 * @param {string[]} groups
 */
const yearOf = ([begin, end, shortBegin, shortEnd]) => {
  const start = Number(begin ?? `20${shortBegin}`);
  return (start + 1) % 100 === Number(end ?? shortEnd) % 100 ? yearFrom(start) : null;
};

/**
 * A single year, such as 2017 but not that of an Act: the academic years that begin or end in it, and are held.
 * @param {string} query
 * @param {string[]} held
 * @returns {YearTaken}
 */
const takeSingleYear = (query, held) => {
  const [, act, typed] = SINGLE_YEAR.exec(query) ?? [];
  if (act || !typed) return { years: [], rest: query, wrong: null };
  const both = [yearFrom(Number(typed)), yearFrom(Number(typed) - 1)];
  const years = both.filter((each) => held.includes(each));
  return { years: years.length ? years : both.slice(0, 1), rest: query.replace(SINGLE_YEAR, " "), wrong: null };
};

/**
 * @param {string} query
 * @param {string[]} held
 * @returns {YearTaken}
 */
const taken = (query, held) => {
  const matches = [...query.matchAll(YEAR)].map(([typed, ...groups]) => ({ typed, year: yearOf(groups) }));
  const right = matches.find(({ year }) => year);
  const wrong = matches.find(({ typed }) => /\d{4}/.test(typed));
  const rest = query.replace(YEAR, (typed, ...groups) => (yearOf(groups) ? " " : typed));
  if (right?.year) return { years: [right.year], rest, wrong: null };
  return wrong ? { years: [], rest: query, wrong: wrong.typed } : takeSingleYear(query, held);
};

/**
 * The academic years that are typed in a question ("2016-17", "2016/17", "2016 to 2017", or "2017", which two may be),
 * and the question without them; or what looks like one but is none ("2016-18").
 * @param {string} query
 * @param {string[]} held the years that have a notice
 * @returns {YearTaken}
 */
export const takeYears = (query, held) => {
  const found = taken(query, held);
  return { ...found, rest: found.rest.trim().replace(/\s+/g, " ") };
};
