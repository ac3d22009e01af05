/* The search page: asks search-engine.js, and shows and announces what it finds. Nothing is sent or stored. */
import MiniSearch from "./minisearch.js";
import { createSearch, yearInWords } from "./search-engine.js";
import { stemmer } from "./stemmer.js";

const form = document.getElementById("search-form");
const input = form.elements.q;
const status = document.getElementById("search-status");
const scope = document.getElementById("search-scope");
const results = document.getElementById("search-results");
const { passages: source, root } = status.dataset;

const element = (name, text, attributes = {}) => {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const list = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
const quoted = (words) => words.map((word) => `“${word}”`).join(" or ");

/** The line that says what was found, or honestly that nothing was. */
const summary = (answer) => {
  const { year, rest, missing, found } = answer;
  const others = answer.others.map((each) => each.year);
  if (answer.isEmpty) return rest ? `Type a word or two more than “${rest}”.` : `What would you like to know? Type it after the year.`;
  const notMentioned = quoted(missing.length ? missing : [rest]);
  if (year === "all") {
    if (!found.length) return `No notice held here mentions ${notMentioned}.`;
    return `${found.length} ${found.length === 1 ? "passage" : "passages"} in ${others.length === 1 ? "one notice" : `${others.length} notices`}, newest first.`;
  }
  if (answer.results.length) {
    const count = `${found.length} ${found.length === 1 ? "passage" : "passages"} in the notice for ${yearInWords(year)}.`;
    return missing.length ? `${count} It does not mention ${notMentioned}.` : count;
  }
  const none = answer.isHeld ? `The ${year} notice does not mention ${notMentioned}.` : `No notice for ${yearInWords(year)} is held here.`;
  if (!others.length) return `${none} ${answer.isHeld ? "No other notice held here does." : "The others do not answer this."}`;
  return `${none} ${others.length === 1 ? `The ${others[0]} notice does.` : `These notices do: ${list(others)}.`}`;
};

const item = (search, answer, { year, passage }, number) => {
  const li = element("li", "", { "data-year": year });
  const link = element("a", search.titleOf(passage), { href: `${root}notices/${year}/#${passage.anchor}` });
  // The same question in two years: a list of links read aloud has to tell them apart.
  link.append(element("span", `, ${yearInWords(year)}`, { class: "visually-hidden" }));
  li.append(
    link,
    element("p", `Notice for ${yearInWords(year)}`, { class: "ours" }),
  );
  const words = element("p", "");
  if (passage === answer.found[number - 1]?.passage) words.append("In the same words.");
  else words.append(...search.excerptOf(passage, answer).map(({ text, isAsked }) => (isAsked ? element("mark", text) : text)));
  li.append(words);
  return li;
};

const start = async () => {
  let search;
  try {
    const response = await fetch(source);
    if (!response.ok) throw new Error(response.statusText);
    search = createSearch(MiniSearch, stemmer, await response.json());
  } catch {
    status.textContent = "The search could not be loaded. Load the page again, or choose a notice below.";
    document.getElementById("search-browse").classList.remove("waiting");
    return;
  }
  let chosen = null;

  const show = () => {
    const query = input.value.trim();
    results.replaceChildren();
    scope.hidden = true;
    const asked = new URLSearchParams(query ? { q: query } : {});
    if (query && chosen) asked.set("year", chosen);
    history.replaceState(null, "", query ? `?${asked}` : location.pathname);
    if (!query) {
      status.textContent = "";
      return;
    }
    const answer = search.ask(query, chosen);
    status.textContent = summary(answer);
    results.replaceChildren(...answer.found.map((each, number) => item(search, answer, each, number)));
    offer(answer);
  };

  /** One tap to all years, or back to the first one. */
  const offer = (answer) => {
    if (answer.isEmpty || search.years.length < 2) return;
    const other = answer.year === "all" ? search.first : "all";
    const button = element("button", other === "all" ? "Search all years" : `Only ${yearInWords(other)}`, { type: "button" });
    button.addEventListener("click", () => {
      input.value = answer.typed ? answer.rest : input.value;
      chosen = other;
      show();
      input.focus();
    });
    scope.replaceChildren(button);
    scope.hidden = false;
  };

  // A question comes from another page behind "#", where no server sees it, or in an address that was shared.
  const read = () => {
    const isBrought = location.hash.startsWith("#q=");
    const asked = new URLSearchParams(isBrought ? location.hash.slice(1) : location.search);
    input.value = asked.get("q") ?? "";
    chosen = asked.get("year");
    show();
    // Whoever asked on another page goes on from the answer, not from the top of this page.
    if (isBrought) status.focus({ preventScroll: true });
    document.getElementById("search-browse").classList.remove("waiting");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  addEventListener("hashchange", read);
  read();
};

// Until the search is there, a question must not be sent either.
form.addEventListener("submit", (event) => event.preventDefault());
start();
