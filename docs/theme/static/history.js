/* "Which notice applied on a date?": answers from the table below the form, which says the same without it. */
"use strict";

const form = document.getElementById("date-lookup");
const answer = document.getElementById("date-answer");
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const written = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
};

const rows = [...document.querySelectorAll("#history tr[data-from]")]
  .map((row) => ({ from: row.dataset.from, until: row.dataset.until, link: row.querySelector("a") }))
  .sort((a, b) => (a.from < b.from ? -1 : 1));

/** The ISO form of a day that exists, or null. */
const isoDay = (day, month, year) => {
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part)) || year.length !== 4) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return exists ? date.toISOString().slice(0, 10) : null;
};

/** Put words and links into the live region, as text only. */
const say = (...parts) => {
  answer.replaceChildren(...parts.map((part) => {
    if (typeof part === "string") return part;
    const link = document.createElement("a");
    link.href = part.link.getAttribute("href");
    link.textContent = `the notice for ${part.link.textContent}`;
    return link;
  }));
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [day, month, year] = ["day", "month", "year"].map((name) => form.elements[name].value.trim());
  const iso = isoDay(day, month, year);
  if (!iso) {
    say(`“${[day, month, year].join(" ").trim()}” is not a date. Write the day, the month and the year in numbers, like 25 5 2018.`);
    return;
  }
  const applied = rows.find((row) => row.from <= iso && iso <= row.until);
  const before = rows.filter((row) => row.until < iso).at(-1);
  if (applied) say(`On ${written(iso)} this applied: `, applied, ".");
  else if (before) say(`No notice for ${written(iso)} is held here. The latest before it is `, before, ".");
  else if (rows.length) say(`No notice for ${written(iso)} is held here. The earliest held is `, rows[0], ".");
  else say("No notice is held here.");
});

