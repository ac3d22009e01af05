/* "Which notice applied on a date?": answers from the table below the form, which says the same without it. */
"use strict";

/** @typedef {{ from: string, until: string, link: HTMLAnchorElement }} Row */

const form = /** @type {HTMLFormElement} */ (document.getElementById("date-lookup"));
const answer = /** @type {HTMLElement} */ (document.getElementById("date-answer"));
const months = "January February March April May June July August September October November December".split(" ");

/**
 * A day as readers see it: "25 May 2018".
 * @param {string} iso
 */
const written = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
};

/** @type {NodeListOf<HTMLElement>} */
const dated = document.querySelectorAll("#history tr[data-from]");
const rows = [...dated]
  .map((row) => /** @type {Row} */ ({ ...row.dataset, link: row.querySelector("a") }))
  .sort((a, b) => (a.from < b.from ? -1 : 1));

/**
 * The ISO form of a day that exists, or null.
 * @param {string} day
 * @param {string} month
 * @param {string} year
 */
const isoDay = (day, month, year) => {
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part)) || year.length !== 4) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return exists ? date.toISOString().slice(0, 10) : null;
};

/** @param {Row} row */
const linkTo = (row) => {
  const link = document.createElement("a");
  link.href = row.link.getAttribute("href") ?? "";
  link.textContent = `the notice for ${row.link.textContent}`;
  return link;
};

/**
 * Words and links for the live region, as text only.
 * @param {string} day
 * @param {string} month
 * @param {string} year
 * @returns {(string | Node)[]}
 */
const answerTo = (day, month, year) => {
  const iso = isoDay(day, month, year);
  if (!iso) {
    const typed = [day, month, year].join(" ").trim();
    return [`“${typed}” is not a date. Write the day, the month and the year in numbers, like 25 5 2018.`];
  }
  const applied = rows.find((row) => row.from <= iso && iso <= row.until);
  const before = rows.filter((row) => row.until < iso).at(-1);
  if (applied) return [`On ${written(iso)} this applied: `, linkTo(applied), "."];
  const none = `No notice for ${written(iso)} is held here.`;
  if (before) return [`${none} The latest before it is `, linkTo(before), "."];
  if (rows.length) return [`${none} The earliest held is `, linkTo(rows[0]), "."];
  return ["No notice is held here."];
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(form);
  /** @param {string} name */
  const part = (name) => String(given.get(name)).trim();
  answer.replaceChildren(...answerTo(part("day"), part("month"), part("year")));
});
