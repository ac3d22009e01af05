/* "Which notice applied on a date?": answers from the links of the timeline, which say the same without it. */
"use strict";

/** @typedef {"day" | "month" | "year"} Part */
/** @typedef {Record<Part, string>} Typed */
/** @typedef {{ from: string, until: string, label: string, href: string }} Notice */
/** What is wrong with a date, and which boxes have it. @typedef {{ error: string, boxes: Part[] }} Wrong */

const form = /** @type {HTMLFormElement} */ (document.getElementById("date-lookup"));
const answer = /** @type {HTMLElement} */ (document.getElementById("date-answer"));
const complaint = /** @type {HTMLElement} */ (document.getElementById("date-error"));
const PARTS = /** @type {Part[]} */ (["day", "month", "year"]);
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** @type {NodeListOf<SVGAElement>} */
const dated = document.querySelectorAll(".timeline a[data-from]");
const notices = [...dated]
  .map((link) => /** @type {Notice} */ ({ ...link.dataset, href: link.getAttribute("href") }))
  .sort((a, b) => (a.from < b.from ? -1 : 1));

/** @param {Part} part */
const box = (part) => /** @type {HTMLInputElement} */ (document.getElementById(`date-${part}`));

/**
 * The number of a month, from 1, by its number or its name, which may be cut short; 0 where it is none.
 * @param {string} typed
 */
const monthOf = (typed) => {
  if (/^\d{1,2}$/.test(typed)) return Number(typed) <= 12 ? Number(typed) : 0;
  const name = typed.toLowerCase().replace(/\.$/, "");
  return name.length < 3 ? 0 : MONTHS.findIndex((month) => month.toLowerCase().startsWith(name)) + 1;
};

/**
 * Words in a list: "a day, a month and a year".
 * @param {string[]} words
 */
const listed = (words) => [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" and ");

/**
 * What is wrong with one part of a date, taken for itself; "" where nothing is.
 * @type {Record<Part, (typed: string) => string>}
 */
const FAULTS = {
  day: (typed) =>
    /^\d{1,2}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 31
      ? ""
      : `“${typed}” is not a day. Write a number from 1 to 31, like 25.`,
  month: (typed) =>
    monthOf(typed) ? "" : `“${typed}” is not a month. Write a number from 1 to 12, like 5, or its name, like May.`,
  year: (typed) => (/^\d{4}$/.test(typed) ? "" : `“${typed}” is not a year. Write all four digits, like 2018.`),
};

/**
 * The ISO form of a date, or what is wrong with it.
 * @param {Typed} typed
 * @returns {string | Wrong}
 */
const isoDay = (typed) => {
  const empty = PARTS.filter((part) => !typed[part]);
  if (empty.length === PARTS.length) return { error: "Write a date: the boxes are empty.", boxes: empty };
  const wrong = PARTS.filter((part) => typed[part] && FAULTS[part](typed[part]));
  if (empty.length || wrong.length) {
    const missing = empty.length ? [`Write ${listed(empty.map((part) => `a ${part}`))} too.`] : [];
    const error = [...missing, ...wrong.map((part) => FAULTS[part](typed[part]))].join(" ");
    return { error, boxes: PARTS.filter((part) => empty.includes(part) || wrong.includes(part)) };
  }
  const [day, month, year] = [Number(typed.day), monthOf(typed.month), Number(typed.year)];
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  const last = date.getUTCDate();
  const called = `${MONTHS[month - 1]} ${typed.year}`;
  if (day > last) return { error: `There is no ${day} ${called}: that month has ${last} days.`, boxes: ["day"] };
  return [typed.year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
};

/**
 * A day as readers see it: "25 May 2018".
 * @param {string} iso
 */
const written = (iso) => {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
};

/** @param {Notice} notice */
const linkTo = (notice) => {
  const link = document.createElement("a");
  link.href = notice.href;
  link.textContent = `the notice for ${notice.label}`;
  return link;
};

/**
 * Words and links for the live region, as text only.
 * @param {string} iso
 * @returns {(string | Node)[]}
 */
const answerTo = (iso) => {
  const applied = notices.find((notice) => notice.from <= iso && iso <= notice.until);
  const before = notices.filter((notice) => notice.until < iso).at(-1);
  if (applied) return [`On ${written(iso)} this applied: `, linkTo(applied), "."];
  const none = `No notice for ${written(iso)} is held here.`;
  if (before) return [`${none} The latest before it is `, linkTo(before), "."];
  if (notices.length) return [`${none} The earliest held is `, linkTo(notices[0]), "."];
  return ["No notice is held here."];
};

/** Show what is wrong and where, and bring the keyboard there. @param {Wrong} wrong */
const complain = ({ error, boxes }) => {
  complaint.textContent = error;
  for (const part of boxes) box(part).setAttribute("aria-invalid", "true");
  for (const part of boxes) box(part).setAttribute("aria-describedby", complaint.id);
  box(boxes[0]).focus();
};

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const [day, month, year] = PARTS.map((part) => box(part).value.trim());
  const found = isoDay({ day, month, year });
  const isRight = typeof found === "string";
  complaint.hidden = isRight;
  complaint.textContent = "";
  for (const part of PARTS) box(part).removeAttribute("aria-invalid");
  for (const part of PARTS) box(part).removeAttribute("aria-describedby");
  answer.replaceChildren(...(isRight ? answerTo(found) : []));
  if (!isRight) complain(found);
});
