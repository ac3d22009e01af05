/* Copies the address of a passage where its link is pressed, and says so; without a clipboard the link is followed. */
"use strict";

/** How long the word that it was copied is shown, in milliseconds. */
const SHOWN = 6000;

const copied = document.createElement("p");
copied.className = "copied";
copied.setAttribute("role", "status");
document.getElementById("furo-main-content")?.append(copied);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/** @param {string} words */
const say = (words) => {
  clearTimeout(hiding);
  copied.textContent = words;
  hiding = setTimeout(() => copied.replaceChildren(), SHOWN);
};

document.addEventListener("click", async (event) => {
  const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest("a.to-passage") : null;
  if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey || altKey || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    say("Copied: the address of these words, which stays for good.");
  } catch {
    location.assign(link.href);
  }
});
