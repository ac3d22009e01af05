/* Light or dark colours, as chosen in this browser; the choice is all that is kept. And the small screens' menu. */
"use strict";

const KEY = "theme";
const CHOICES = ["auto", "light", "dark"];

/** The choice that is kept; "auto" where there is none, or where the browser keeps nothing. */
const keptChoice = () => {
  try {
    return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
};

/** @param {string} choice */
const keep = (choice) => {
  try {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // A browser that keeps nothing shows the choice on this page only.
  }
};

document.documentElement.classList.remove("no-js");
document.body.dataset.theme = keptChoice();

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element && target.closest(".theme-toggle"))) return;
  const choice = CHOICES[(CHOICES.indexOf(document.body.dataset.theme ?? "auto") + 1) % CHOICES.length];
  document.body.dataset.theme = choice;
  keep(choice);
});

document.addEventListener("keydown", (event) => {
  /** @type {HTMLDetailsElement | null} */
  const menu = document.querySelector(".menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
