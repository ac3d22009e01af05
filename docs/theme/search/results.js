/* What was found, as elements of the page: words are always set as text, never as markup. */
import { laidOut } from "./layout.js";
import { yearInWords } from "./years.js";

/** @import { Answer, Search } from "./types" */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} text
 * @param {Record<string, string>} [attributes]
 */
export const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

/**
 * A passage that was found, or is only near what was asked, as it then says.
 * @param {Search} search
 * @param {Answer} answer
 * @param {number} number of what was found
 * @param {string} root the address of the first page
 */
const itemOf = (search, answer, number, root) => {
  const { year, passage } = answer.found[number];
  const item = element("li", "", { "data-year": year });
  const page = passage.page ?? `notices/${year}`;
  const link = element("a", "", { href: `${root}${page}/#${passage.anchor}` });
  const language = search.languageOf(passage);
  /** @type {Record<string, string>} */
  const spoken = language ? { lang: passage.language ?? "", dir: language.direction } : {};
  link.append(language ? element("span", search.titleOf(passage), spoken) : search.titleOf(passage));
  // The same question in two years: a list of links read aloud has to tell them apart.
  link.append(element("span", `, ${yearInWords(year)}`, { class: "visually-hidden" }));
  const isSame = passage === answer.found[number - 1]?.passage;
  const words = isSame ? element("p", "In the same words.") : laidOut(search.excerptOf(passage, answer));
  for (const [key, value] of Object.entries(spoken)) words.setAttribute(key, value);
  const begins = search.beginsAt(passage, year);
  const when = begins ? `, not in force yet: from ${begins}` : "";
  const translated = language ? `, in ${language.name}: a translation` : "";
  const place = `${answer.isNearest ? "Nearest, not an answer. " : ""}Notice for ${yearInWords(year)}${translated}${when}`;
  item.append(link, element("p", place, { class: "ours" }), words);
  return item;
};

/**
 * The items of the list of results: notices, where only a year was asked for, or passages.
 * @param {Search} search
 * @param {Answer} answer
 * @param {string} root
 */
export const itemsOf = (search, answer, root) => [
  ...answer.notices.map((year) => {
    const item = element("li", "", { "data-year": year });
    item.append(element("a", `Notice for ${yearInWords(year)}`, { href: `${root}notices/${year}/` }));
    return item;
  }),
  ...answer.found.map((_, number) => itemOf(search, answer, number, root)),
];
