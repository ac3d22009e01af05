/* Light or dark colours, as chosen in this browser, and whether the key "/" leads to the search: these choices are all
   that is kept. And the small screens' menu. */
"use strict";

const KEY = "theme";
const CHOICES = ["auto", "light", "dark"];

/** @param {string} key of what is kept; "" where there is nothing, or where the browser keeps nothing */
const kept = (key) => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};

/**
 * @param {string} key
 * @param {string} choice what is kept; "" for nothing
 */
const keep = (key, choice) => {
  try {
    if (choice) localStorage.setItem(key, choice);
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing shows the choice on this page only.
  }
};

document.documentElement.classList.remove("no-js");
document.body.dataset.theme = CHOICES.find((choice) => choice === kept(KEY)) ?? "auto";

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element && target.closest(".theme-toggle"))) return;
  const choice = CHOICES[(CHOICES.indexOf(document.body.dataset.theme ?? "auto") + 1) % CHOICES.length];
  document.body.dataset.theme = choice;
  keep(KEY, choice === "auto" ? "" : choice);
});

document.addEventListener("keydown", (event) => {
  /** @type {HTMLDetailsElement | null} */
  const menu = document.querySelector(".menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

/* The key "/" leads to the search. Whoever speaks to the computer may press it by a word, so that it can be switched off
   (WCAG 2.2, 2.1.4) on the page "This site and your privacy". */
let isOff = kept("slash") === "off";

/** @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
  if (key !== "/" || isOff || ctrlKey || metaKey || altKey || isComposing || isField(target)) return;
  event.preventDefault();
  const box = document.getElementById("page-search");
  /** @type {HTMLLinkElement | null} */
  const search = document.querySelector("link[rel=search]");
  if (box) box.focus();
  else if (search) location.assign(`${search.href}#page-search`);
});

addEventListener("DOMContentLoaded", () => {
  /** @type {HTMLInputElement | null} */
  const choice = document.querySelector("#slash-off");
  if (!choice) return;
  choice.checked = isOff;
  choice.addEventListener("change", () => {
    isOff = choice.checked;
    keep("slash", isOff ? "off" : "");
  });
});
