/* The search page: asks the engine, and shows and announces what it finds. Nothing is sent or stored. */
import { createSearch } from "./engine.js";
import { itemsOf } from "./results.js";
import "./suggestions.js";
import { summaryOf } from "./summary.js";

/** @import { Search } from "./types" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
};

const form = byId("search-form");
const input = /** @type {HTMLInputElement} */ (byId("page-search"));
const years = /** @type {HTMLSelectElement} */ (form.querySelector("select"));
const status = byId("search-status");
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
 * @param {string} chosen
 */
const keepInAddress = (query, chosen) => {
  const asked = new URLSearchParams({ q: query });
  if (chosen) asked.set("year", chosen);
  history.replaceState(null, "", query ? `?${asked}` : location.pathname);
};

/**
 * The years that are searched are the ones that are seen beside the box, also when the question named one.
 * @param {string} year
 */
const showYear = (year) => {
  if ([...years.options].some(({ value }) => value === year)) years.value = year;
};

/** @param {Search} search */
const begin = (search) => {
  /** @param {string} chosen a year, "all" or nothing: then the newest */
  const show = (chosen) => {
    const query = input.value.trim();
    const answer = query ? search.ask(query, chosen) : null;
    years.value = "";
    showYear((answer?.rest && answer.typed[0]) || chosen);
    keepInAddress(query, answer?.refused ? "" : years.value);
    status.textContent = answer ? summaryOf(answer) : "";
    results.replaceChildren(...(answer ? itemsOf(search, answer, root) : []));
  };

  // A question comes from another page behind "#", where no server sees it, or in an address that was shared.
  const read = () => {
    const isBrought = location.hash.startsWith("#q=");
    const asked = new URLSearchParams(isBrought ? location.hash.slice(1) : location.search);
    input.value = (asked.get("q") ?? "").slice(0, input.maxLength);
    show(asked.get("year") ?? "");
    // Whoever asked on another page goes on from the answer, not from the top of this page.
    if (isBrought) status.focus({ preventScroll: true });
  };

  form.addEventListener("submit", () => show(years.value));
  years.addEventListener("change", () => show(years.value));
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
