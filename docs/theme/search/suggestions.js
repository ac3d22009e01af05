/* Suggests the site's own questions while one is typed: the combobox with list autocomplete of the ARIA Authoring
   Practices. All of them are in the page, so that nothing that is typed is sent. */
const MOST = 6;

// What belongs to the box stands behind it, in this order: the list, then what announces the number of suggestions.
const input = /** @type {HTMLInputElement} */ (document.getElementById("page-search"));
const form = /** @type {HTMLFormElement} */ (input.form);
const list = /** @type {HTMLElement} */ (input.nextElementSibling);
const count = /** @type {HTMLElement} */ (list.nextElementSibling);
const options = /** @type {HTMLElement[]} */ ([...list.children]);
/** @type {HTMLElement[]} */
let shown = [];
let active = -1;

/** @param {string} text */
const wordsOf = (text) => text.toLowerCase().split(/[^\w’']+/);

/**
 * Whether each word that was typed begins a word of the question.
 * @param {HTMLElement} option
 */
const fits = ({ textContent }) => {
  const held = wordsOf(`${textContent}`);
  return wordsOf(input.value).every((word) => held.some((each) => each.startsWith(word)));
};

/** @param {number} number of the option that Enter would take; -1 for none */
const point = (number) => {
  active = number;
  shown.forEach((option, place) => option.setAttribute("aria-selected", `${place === number}`));
  input.setAttribute("aria-activedescendant", shown[number]?.id ?? "");
};

/** @param {HTMLElement[]} found */
const show = (found) => {
  point(-1);
  shown = found;
  for (const option of options) option.hidden = !shown.includes(option);
  list.hidden = !shown.length;
  input.setAttribute("aria-expanded", `${!list.hidden}`);
  count.textContent = list.hidden ? "" : `${shown.length} suggested`;
};

const open = () => show(input.value ? options.filter(fits).slice(0, MOST) : []);
const close = () => show([]);

/** @param {HTMLElement} option */
const take = (option) => {
  input.value = `${option.textContent}`;
  form.requestSubmit();
};

/** @param {number} step with the arrow keys, from the box through the options and back to it */
const go = (step) => {
  const stops = shown.length + 1;
  if (list.hidden) open();
  else point(((active + 1 + step + stops) % stops) - 1);
};

input.addEventListener("input", open);
input.addEventListener("blur", close);
form.addEventListener("submit", close);
input.addEventListener("keydown", (event) => {
  const { key } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) go(step);
  else if (key === "Escape" && !list.hidden) close();
  else if (key === "Enter" && shown[active] && !event.isComposing) take(shown[active]);
  else return;
  event.preventDefault();
});
list.addEventListener("pointerdown", (event) => event.preventDefault()); // The focus stays in the box.
list.addEventListener("click", ({ target }) => take(/** @type {HTMLElement} */ (target)));

export {};
