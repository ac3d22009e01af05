/* Academic years in a question. */

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
 * A single year, such as 2017 but not that of an Act, is taken for the one that begins in it, or else ends in it.
 * @param {string} query
 * @param {string[]} held
 */
const takeSingleYear = (query, held) => {
  const [, act, typed] = SINGLE_YEAR.exec(query) ?? [];
  if (act || !typed) return { year: null, rest: query };
  const next = yearFrom(Number(typed));
  const year = held.includes(next) ? next : (held.find((each) => yearInWords(each).endsWith(typed)) ?? next);
  return { year, rest: query.replace(SINGLE_YEAR, " ") };
};

/**
 * The academic year that is typed in a question ("2016-17", "2016/17", "2016 to 2017"), and the question without it.
 * @param {string} query
 * @param {string[]} held the years that have a notice
 * @returns {{ year: string | null, rest: string }}
 */
export const takeYear = (query, held) => {
  const [year] = [...query.matchAll(YEAR)].flatMap(([, ...groups]) => yearOf(groups) ?? []);
  const without = query.replace(YEAR, (typed, ...groups) => (yearOf(groups) ? " " : typed));
  const taken = year ? { year, rest: without } : takeSingleYear(query, held);
  return { ...taken, rest: taken.rest.trim().replace(/\s+/g, " ") };
};
