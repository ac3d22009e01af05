/* Takes a question from a search box to the search page behind a "#", so that it is sent to nobody. */
"use strict";

for (const form of document.querySelectorAll("form.page-search")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams({ q: form.elements.q.value });
    if (event.submitter?.name) asked.set(event.submitter.name, event.submitter.value);
    location.assign(`${form.action}#${asked}`);
  });
}
