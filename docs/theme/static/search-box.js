/* Takes a question from a search box to the search page behind a "#", so that it is sent to nobody. */
"use strict";

/** @type {NodeListOf<HTMLFormElement>} */
const boxes = document.querySelectorAll("form.page-search");
for (const box of boxes) {
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams({ q: String(new FormData(box).get("q")) });
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.name) asked.set(button.name, button.value);
    location.assign(`${box.action}#${asked}`);
  });
}
