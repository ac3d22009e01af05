/* The search itself, without a page: what a question asks for, and which passages answer it.
   The same file runs in the browser, in the tests and in the benchmark (Node), so it imports nothing. */

/** Words that carry no meaning of their own in a question. */
const STOP_WORDS = new Set(`a about all also am an and any anyone anything are as at be because been being but by can could
  did do does doing done dont for from get gets getting give gives given go goes going got had has have having he her here
  hers him his how i if im in into is isnt it its just let like may me might mine more most must my no not now of off on
  once only or other our ours out over own per please she should so some such than thank thanks that the their theirs them
  then there these they this those to too u up upon us very was we were what whats when where whether which while who whom
  whose why will with within without would yes you your youre yours need needs want wants wondering wonder know tell told
  say says said look looking find out ok okay hi hello really still ever every everything something someone actually
  happen happens sent send sends put take takes taken make makes made keep keeps kept hold holds held see sees use uses
  used using ask asks asked asking allowed allow able doesnt cant wont whos hows way thing things much many else often long
  pls plz hiya somebody anybody everybody mean means abt teh`.split(/\s+/));

/** Words that nearly every passage is about: they help to order, but prove nothing. */
const COMMON_WORDS = new Set(`child childs children childrens kid kids son sons daughter daughters boy girl pupil pupils
  student students school schools data information info details detail personal notice notices privacy parent parents mum
  mums dad dads mother father family families staff collect collected record records year years share shares shared sharing
  first name names file files folder teacher teachers`.split(/\s+/));

/** How words are written on a phone, or for short. */
const SHORT_FOR = new Map(Object.entries({
  u: "you", ur: "your", r: "are", wat: "what", wot: "what", wots: "what", info: "information", infomation: "information",
  kid: "child", kids: "child", childs: "child", whos: "who", whats: "what", hows: "how", wheres: "where", whens: "when",
}));
const ADDRESS = /(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|eu|example)\b(?:\/\S*)?/g;
const YEAR = /\b((?:19|20)\d\d)\s*(?:-|–|—|\/|\bto\b)\s*((?:19|20)?\d\d)\b|\b(\d\d)\/(\d\d)\b/g;
const WEIGHTS = { text: 1, heading: 2, question: 1.2, answers: 2.2 };
const COMMON_WEIGHT = 0.15;
/** "Can I say no to photos" asks about photos first: what is asked about them counts less. */
const BESIDE_A_THING = 0.5;
const FUZZY_FROM = 5;
const MOST_RESULTS = 10;
/** How much of a passage is shown: words and what stands between them, counted together. */
const EXCERPT = 130;

/** The words of a text: lower case, without accents and apostrophes; of a web address only the name of its host. */
export const wordsOf = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(ADDRESS, " $1 ").replace(/['’]s\b|['’]/g, "").replace(/\be-(?=mail)/g, "e")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether two words differ by one letter: one more, one less, another one, or two swapped. */
const isOneLetterOff = (a, b) => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(x.length, y.length) === 1 || (x.length === 2 && x[0] === y[1] && x[1] === y[0]);
};

/** "2016-17" as readers see it: "2016 to 2017". */
export const yearInWords = (year) => `${year.slice(0, 4)} to ${Number(year.slice(0, 4)) + 1}`;

/** The academic year that is typed in a question ("2016-17", "2016/17", "2016 to 2017"), and the question without it. */
export const takeYear = (query, held) => {
  let year = null;
  let rest = query.replace(YEAR, (typed, begin, end, shortBegin, shortEnd) => {
    const start = Number(begin ?? `20${shortBegin}`);
    if ((start + 1) % 100 !== Number(end ?? shortEnd) % 100) return typed;
    year ??= `${start}-${String((start + 1) % 100).padStart(2, "0")}`;
    return " ";
  });
  if (!year) {
    // A single year, such as 2017 but not that of an Act, is taken for the one that begins in it, or else ends in it.
    rest = rest.replace(/(\bact (?:of )?)?\b(20\d\d)\b/i, (all, act, typed) => {
      if (act) return all;
      const next = `${typed}-${String((Number(typed) + 1) % 100).padStart(2, "0")}`;
      year = held.includes(next) ? next : held.find((each) => yearInWords(each).endsWith(typed)) ?? next;
      return " ";
    });
  }
  return { year, rest: rest.trim().replace(/\s+/g, " ") };
};

/**
 * Make the search over the data of search.json.
 * Returns ask(query, year): year is one of data.years, or "all"; without one, the year that is searched first.
 */
export const createSearch = (MiniSearch, stemmer, data) => {
  const stems = new Map();
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemmer(word));
    return stems.get(word);
  };

  const index = new MiniSearch({
    idField: "id",
    fields: Object.keys(WEIGHTS),
    extractField: (passage, field) => {
      if (field === "answers") return (passage.answers ?? []).map((id) => `#${id}`).join(" ");
      if (field === "question") return (passage.answers ?? []).map((id) => data.questions[id] ?? "").join(" ");
      return passage[field] ?? "";
    },
    tokenize: (text, field) => (field && field !== "answers" ? wordsOf(text).map(stem) : text.split(" ")),
    processTerm: (term) => term || null,
  });
  const passages = data.passages.map((passage, id) => ({ ...passage, id }));
  index.addAll(passages.map((passage) => ({ text: "", heading: "", ...passage })));

  // Every word that the notices and the synonyms know: what is spelt like one of them is not corrected.
  const spelt = new Map();
  const learn = (words, weight) => words.forEach((word) => spelt.set(word, (spelt.get(word) ?? 0) + weight));
  for (const passage of passages) learn(wordsOf(`${passage.heading ?? ""} ${passage.text ?? ""}`), 1);
  for (const question of Object.values(data.questions)) learn(wordsOf(question), 1);
  for (const synonym of data.synonyms) for (const words of synonym.parents) learn(words.split(" "), 1);
  learn([...STOP_WORDS, ...COMMON_WORDS], 0.5);
  const heldWords = passages.map(({ heading = "", text = "", answers = [] }) =>
    wordsOf([heading, ...answers.map((id) => data.questions[id] ?? ""), text].join(" ")).map(stem));
  const heldStems = new Set(heldWords.flat());
  const knownStems = new Set([...spelt.keys()].map(stem));

  // What parents type, by the stem of its first word, longest first.
  const phrases = new Map();
  for (const synonym of data.synonyms) {
    for (const written of synonym.parents) {
      const parts = written.split(" ").map(stem);
      const entry = { synonym, parts, notices: synonym.notices ?? [], answers: synonym.answers ?? [] };
      phrases.set(parts[0], [...(phrases.get(parts[0]) ?? []), entry].sort((a, b) => b.parts.length - a.parts.length));
    }
  }

  /** The word as the notices spell it; the word itself where it is known, or nothing is near. */
  const correct = (word) => {
    if (spelt.has(word) || knownStems.has(stem(word)) || word.length < FUZZY_FROM || /\d/.test(word)) return word;
    const near = [...spelt].filter(([other]) => other.length >= FUZZY_FROM - 1 && other[0] === word[0] && isOneLetterOff(word, other));
    return near.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? word;
  };

  /** Where a phrase that begins at `start` has its words: in order, at most one stop word between two of them. */
  const placesOf = (parts, words, start) => {
    const places = [start];
    for (const part of parts.slice(1)) {
      let next = places.at(-1) + 1;
      let skipped = 0;
      while (next < words.length && stem(words[next]) !== part && skipped < 1 && STOP_WORDS.has(words[next])) { next += 1; skipped += 1; }
      if (next >= words.length || stem(words[next]) !== part) return null;
      places.push(next);
    }
    return places;
  };

  /** What the question asks for: one concept a phrase or word, each with the ways in which notices say it. */
  const conceptsOf = (text) => {
    const typed = wordsOf(text);
    const words = typed.map((word) => correct(SHORT_FOR.get(word) ?? word));
    const taken = new Set();
    const concepts = [];
    const candidates = words.flatMap((word, start) =>
      (phrases.get(stem(word)) ?? []).map((entry) => ({ entry, places: placesOf(entry.parts, words, start) })).filter(({ places }) => places));
    candidates.sort((a, b) => b.places.length - a.places.length || a.places[0] - b.places[0]);
    for (const { entry, places } of candidates) {
      if (places.some((place) => taken.has(place))) continue;
      places.forEach((place) => taken.add(place));
      const own = entry.parts.filter((part, number) => !STOP_WORDS.has(words[places[number]]));
      const isTyped = !places.every((place) => STOP_WORDS.has(words[place]) || COMMON_WORDS.has(words[place]));
      // Two words of one entry ("correct a mistake") ask for one thing.
      const same = concepts.find((concept) => concept.synonym === entry.synonym);
      if (same) {
        if (isTyped) same.ways.push(own);
      } else {
        concepts.push({
          places, isTyped, synonym: entry.synonym, label: places.map((place) => typed[place]).join(" "), answers: entry.answers,
          ways: [...(isTyped ? [own] : []), ...entry.notices.map((way) => wordsOf(way).map(stem))],
        });
      }
    }
    words.forEach((word, place) => {
      if (taken.has(place) || STOP_WORDS.has(word)) return;
      const isCommon = COMMON_WORDS.has(word);
      if (word.length === 1 && !/\d/.test(word)) return;
      const prefix = heldStems.has(stem(word)) ? "" : word;
      concepts.push({ places: [place], isTyped: true, label: typed[place], answers: [], ways: [[stem(word)]], isCommon, prefix });
    });
    return concepts.sort((a, b) => a.places[0] - b.places[0]);
  };

  const find = (words, options) =>
    index.search({ combineWith: "AND", queries: words }, { boost: WEIGHTS, tokenize: (word) => [word], ...options });

  /** Whether the words stand close together in the passage, in any order. */
  const isNear = (words, id) => {
    const [first, ...others] = words.map((word) => heldWords[id].flatMap((each, place) => (each === word ? [place] : [])));
    const reach = words.length + 1;
    return first.some((place) => others.every((places) => places.some((other) => Math.abs(other - place) <= reach)));
  };

  /** The score of each passage that says the concept in one of its ways: as typed, then by the order of the synonyms. */
  const scoresOf = (concept, beside) => {
    const scores = new Map();
    const less = beside && concept.answers.length ? BESIDE_A_THING : 1;
    const add = (found, weight) => found.forEach(({ id, score }) => scores.set(id, Math.max(scores.get(id) ?? 0, score * weight)));
    concept.ways.forEach((way, order) => {
      if (!way.every((word) => heldStems.has(word))) return;
      const found = find(way, { fields: ["text", "heading", "question"] });
      const near = way.length > 1 ? found.filter(({ id }) => isNear(way, id)) : found;
      add(near, (concept.isTyped && order === 0 ? 1 : less * 0.8 * 0.95 ** order) / Math.sqrt(way.length));
    });
    for (const id of concept.answers) add(find([`#${id}`], { fields: ["answers"] }), less);
    if (concept.prefix?.length >= 3 && !scores.size) add(find([concept.prefix], { fields: ["text", "heading"], prefix: true }), 0.6);
    return scores;
  };

  /** What a year says to the concepts: its passages, best first, and the words that it does not mention. */
  const answerIn = (number, concepts) => {
    const has = (id) => passages[id].years.includes(number);
    const total = new Map();
    const missing = [];
    let specific = 0;
    const proofs = new Map();
    for (const concept of concepts) {
      const found = [...concept.scores].filter(([id]) => has(id));
      if (!concept.isCommon) {
        specific += 1;
        if (!found.length) missing.push(concept);
      }
      for (const [id, score] of found) {
        total.set(id, (total.get(id) ?? 0) + score * (concept.isCommon ? COMMON_WEIGHT : 1));
        if (!concept.isCommon) proofs.set(id, (proofs.get(id) ?? 0) + 1);
      }
    }
    const isAnswered = specific === 0 ? total.size > 0 : missing.length === 0 || (missing.every((concept) => concept.isUnknown) && missing.length < specific / 2);
    if (!isAnswered) return { missing, results: [] };
    const ranked = [...total].filter(([id]) => specific === 0 || proofs.has(id)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const best = ranked[0]?.[1] ?? 0;
    return { missing, results: ranked.filter(([, score]) => score >= best * 0.3).map(([id, score]) => ({ passage: passages[id], score })) };
  };

  /** The stems that show why a passage was found: those that were typed weigh more than those of synonyms. */
  const wordsAsked = (concepts) => new Map([
    ...concepts.flatMap((concept) => concept.ways.flat().map((word) => [word, 1])),
    ...concepts.flatMap((concept) => (concept.isTyped ? concept.ways[0].map((word) => [word, 3]) : [])),
  ]);

  const ask = (query, chosen) => {
    const { year: typed, rest } = takeYear(query, data.years);
    const year = typed ?? (chosen === "all" ? chosen : takeYear(chosen ?? "", data.years).year) ?? data.first ?? "all";
    const concepts = conceptsOf(rest);
    const hasThing = concepts.some((concept) => !concept.isCommon && !concept.answers.length);
    for (const concept of concepts) {
      concept.scores = scoresOf(concept, hasThing);
      // No notice and no synonym has the word, so nothing is known of what it means.
      concept.isUnknown = Boolean(concept.prefix) && !concept.scores.size;
    }
    const answers = data.years.map((each, number) => ({ year: each, ...answerIn(number, concepts) }));
    const here = answers.find((each) => each.year === year);
    const results = (here?.results ?? []).slice(0, MOST_RESULTS);
    const others = answers.filter((each) => each.year !== year && each.results.length);
    const bestOf = (each) => each.results.slice(0, 3).filter(({ score }) => score >= each.results[0].score * 0.6);
    return {
      rest, year, typed, results, others,
      isHeld: year === "all" || here !== undefined,
      isEmpty: !concepts.length,
      words: wordsAsked(concepts.filter((concept) => !concept.isCommon)),
      missing: (here ?? answers[0])?.missing.map((concept) => concept.label) ?? [],
      found: (results.length ? [{ year, results }] : others.map((each) => ({ year: each.year, results: bestOf(each) })))
        .flatMap((each) => each.results.map(({ passage }) => ({ year: each.year, passage }))),
    };
  };

  /** What stands above a passage: the plain questions that it answers, its heading, or its first words. */
  const titleOf = ({ answers = [], heading, text }) =>
    answers.map((id) => data.questions[id]).filter(Boolean).join(" ") || heading || `${text.split(/\s+/).slice(0, 8).join(" ")} …`;

  /** The words of a passage around what was asked for, in pieces; `isAsked` marks words that the question names. */
  const excerptOf = ({ heading, text }, { words }) => {
    const pieces = (text || heading).split(/([\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*)/u);
    const isAsked = (piece) => wordsOf(piece).some((word) => !STOP_WORDS.has(word) && words.has(stem(word)));
    // The stretch with the most of what was asked for; what was typed counts more than its synonyms.
    const worth = (begin) => [...new Set(pieces.slice(begin, begin + EXCERPT).flatMap(wordsOf).map(stem))]
      .reduce((sum, word) => sum + (words.get(word) ?? 0), 0);
    const starts = pieces.length <= EXCERPT ? [0] : [0, ...[...pieces.keys()].filter((place) => isAsked(pieces[place]))];
    const best = starts.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    const begin = Math.max(0, Math.min(best - 8, pieces.length - EXCERPT));
    const shown = pieces.slice(begin, begin + EXCERPT).map((piece) => ({ text: piece, isAsked: isAsked(piece) }));
    return [{ text: begin ? "… " : "" }, ...shown, { text: begin + EXCERPT < pieces.length ? " …" : "" }].filter((piece) => piece.text);
  };

  return { ask, titleOf, excerptOf, years: data.years, first: data.first };
};
