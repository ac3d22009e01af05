/* The search page: asks the engine, and shows and announces what it finds. Nothing is sent or stored. */
import { createSearch } from "./engine.js";
import { element, itemsOf } from "./results.js";
import { summaryOf } from "./summary.js";
import { yearInWords } from "./years.js";

/** @import { Answer, Search } from "./types" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
};

const form = byId("search-form");
const input = /** @type {HTMLInputElement} */ (byId("page-search"));
const status = byId("search-status");
const scope = byId("search-scope");
const results = byId("search-results");
const browse = byId("search-browse");
const { passages: source = "", root = "" } = status.dataset;

const load = async () => {
  const response = await fetch(source);
  if (!response.ok) throw new Error(response.statusText);
  return createSearch(await response.json());
};

/**
 * The address shows the same answer when it is shared; the question is put into it without a request.
 * @param {string} query
 * @param {string | null} chosen
 */
const keepInAddress = (query, chosen) => {
  const asked = new URLSearchParams({ q: query });
  if (chosen) asked.set("year", chosen);
  history.replaceState(null, "", query ? `?${asked}` : location.pathname);
};

/**
 * One tap to all years, or back to the first one.
 * @param {Search} search
 * @param {Answer} answer
 * @param {(year: string) => void} choose
 */
const offer = (search, answer, choose) => {
  const other = answer.year === "all" ? search.first : "all";
  if (answer.isEmpty || search.years.length < 2 || !other) return;
  const label = other === "all" ? "Search all years" : `Only ${yearInWords(other)}`;
  const button = element("button", label, { type: "button" });
  button.addEventListener("click", () => {
    input.value = answer.typed ? answer.rest : input.value;
    choose(other);
    input.focus();
  });
  scope.replaceChildren(button);
  scope.hidden = false;
};

/** @param {Search} search */
const begin = (search) => {
  /** @type {string | null} */
  let chosen = null;

  const show = () => {
    const query = input.value.trim();
    const answer = query ? search.ask(query, chosen) : null;
    keepInAddress(query, chosen);
    scope.hidden = true;
    status.textContent = answer ? summaryOf(answer) : "";
    results.replaceChildren(...(answer ? itemsOf(search, answer, root) : []));
    if (answer) offer(search, answer, choose);
  };

  /** @param {string | null} year */
  const choose = (year) => {
    chosen = year;
    show();
  };

  // A question comes from another page behind "#", where no server sees it, or in an address that was shared.
  const read = () => {
    const isBrought = location.hash.startsWith("#q=");
    const asked = new URLSearchParams(isBrought ? location.hash.slice(1) : location.search);
    input.value = asked.get("q") ?? "";
    choose(asked.get("year"));
    // Whoever asked on another page goes on from the answer, not from the top of this page.
    if (isBrought) status.focus({ preventScroll: true });
  };

  form.addEventListener("submit", show);
  addEventListener("hashchange", read);
  read();
};

const start = async () => {
  const search = await load().catch(() => null);
  if (search) begin(search);
  else status.textContent = "The search could not be loaded. Load the page again, or choose a notice below.";
  browse.classList.remove("waiting");
};

// Until the search is there, a question must not be sent either.
form.addEventListener("submit", (event) => event.preventDefault());
start();
