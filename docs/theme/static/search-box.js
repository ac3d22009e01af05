/* Takes a question from a search box to the search page behind a "#", so that it is sent to nobody. */
"use strict";

/** @type {NodeListOf<HTMLFormElement>} */
const boxes = document.querySelectorAll("form.page-search");
for (const box of boxes) {
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = new FormData(box);
    const asked = new URLSearchParams({ q: String(typed.get("q")) });
    if (typed.get("year")) asked.set("year", String(typed.get("year")));
    location.assign(`${box.action}#${asked}`);
  });
}
