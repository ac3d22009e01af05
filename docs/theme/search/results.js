/* What was found, as elements of the page: words are always set as text, never as markup. */
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
 * The items of the list of results.
 * @param {Search} search
 * @param {Answer} answer
 * @param {string} root the address of the first page
 */
export const itemsOf = (search, answer, root) =>
  answer.found.map(({ year, passage }, number) => {
    const item = element("li", "", { "data-year": year });
    const link = element("a", search.titleOf(passage), { href: `${root}notices/${year}/#${passage.anchor}` });
    // The same question in two years: a list of links read aloud has to tell them apart.
    link.append(element("span", `, ${yearInWords(year)}`, { class: "visually-hidden" }));
    const words = element("p", "");
    if (passage === answer.found[number - 1]?.passage) words.append("In the same words.");
    else {
      const pieces = search.excerptOf(passage, answer);
      words.append(...pieces.map(({ text, isAsked }) => (isAsked ? element("mark", text) : text)));
    }
    item.append(link, element("p", `Notice for ${yearInWords(year)}`, { class: "ours" }), words);
    return item;
  });
