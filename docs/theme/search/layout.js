/* The words of a result as elements: the rows of a table stay rows, all else is lines. */

/** @import { Piece } from "./types" */

/**
 * @param {Piece[]} pieces words of a passage: a line feed ends a paragraph or a row, a tab a cell
 * @returns {(string | Node)[][][]} for each line its cells, each of texts and marked words
 */
const linesOf = (pieces) => {
  /** @type {(string | Node)[][][]} */
  const lines = [[[]]];
  for (const { text, isAsked } of pieces) {
    for (const part of text.split(/([\n\t])/)) {
      if (part === "\n") lines.push([[]]);
      else if (part === "\t") lines.at(-1)?.push([]);
      else if (part)
        lines
          .at(-1)
          ?.at(-1)
          ?.push(isAsked ? marked(part) : part);
    }
  }
  return lines;
};

/** @param {string} text */
const marked = (text) => {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
};

/** @param {Piece[]} pieces */
export const laidOut = (pieces) => {
  const words = document.createElement("div");
  /** @type {HTMLParagraphElement | HTMLTableElement | undefined} */
  let last;
  for (const cells of linesOf(pieces)) {
    const kind = cells.length > 1 ? "table" : "p";
    if (last?.localName !== kind) words.append((last = document.createElement(kind)));
    if (last instanceof HTMLTableElement) {
      const row = last.insertRow();
      for (const cell of cells) row.insertCell().append(...cell);
    } else last?.append(...(last.hasChildNodes() ? ["\n"] : []), ...cells[0]);
  }
  return words;
};
