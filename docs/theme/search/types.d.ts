/* What the modules of the search hand to each other. */
import type MiniSearch from "minisearch";

/** search.json, as `privacy_notices.passages.search_json` writes it. */
export interface SearchData {
  /** Like "2016-17", newest first. */
  years: string[];
  /** The year that is searched where none is named; null where there is no notice. */
  first: string | null;
  /** The plain questions, by the ids of the requirements. */
  questions: Record<string, string>;
  synonyms: Synonym[];
  words: WordLists;
  passages: Omit<Passage, "id">[];
}

/** An entry of synonyms.toml: what parents type, and how notices say it or which requirements it asks about. */
export interface Synonym {
  parents: string[];
  notices?: string[];
  answers?: string[];
}

/** The table [words] of synonyms.toml. */
export type WordLists = { short_for: Record<string, string>; little: string[]; common: string[] };

/** A passage with the same words in all its years, which are numbers in the list of years. */
export interface Passage {
  id: number;
  anchor: string;
  years: number[];
  heading?: string;
  text?: string;
  /** The requirements that it is marked for. */
  answers?: string[];
}

/** A word to its stem: "sharing" to "share". */
export type Stem = (word: string) => string;

/** What is known of words before anything is asked. */
export interface Vocabulary {
  stem: Stem;
  shortFor: Map<string, string>;
  little: Set<string>;
  common: Set<string>;
  /** The words that are spelt right, with how often they were met. */
  spelt: Map<string, number>;
  /** The stems of the words that are spelt right. */
  stems: Set<string>;
  /** What parents type, by the stem of its first word, longest first. */
  phrases: Map<string, Phrase[]>;
}

/** What parents type: the stems of its words, and the entry that it belongs to. */
export type Phrase = { synonym: Synonym; parts: string[] };

/** A phrase in a question: where its words are; its own stems but little words; whether they prove anything. */
export interface FoundPhrase extends Phrase {
  places: number[];
  own: string[];
  isTyped: boolean;
}

/** One thing that a question asks for. */
export interface Concept {
  /** Where its words are in the question. */
  places: number[];
  /** As it was typed. */
  label: string;
  /** How notices say it, each as stems: first what was typed, if `isTyped`. */
  ways: string[][];
  isTyped: boolean;
  /** The requirements that it asks about. */
  answers: string[];
  /** Nearly every passage is about it, so that it proves nothing. */
  isCommon: boolean;
  /** The word, if no passage has it: then one that begins with it is good enough. */
  prefix: string;
}

/** A concept with the score of each passage that says it, by the passage's number. */
export interface ScoredConcept extends Concept {
  scores: Map<number, number>;
  /** No notice and no synonym has the word, so nothing is known of what it means. */
  isUnknown: boolean;
}

/** The passages, and what finds words in them. */
export interface Library {
  passages: Passage[];
  /** The stems of each passage, in order. */
  stems: string[][];
  /** Every stem of any passage. */
  held: Set<string>;
  index: MiniSearch;
}

export type Result = { passage: Passage; score: number };

/** What a year says to a question: its passages, best first, and the concepts that it does not mention. */
export interface YearAnswer {
  year: string;
  results: Result[];
  missing: Concept[];
}

/** A passage as it is shown: the notice of `year` has it. */
export type Found = { year: string; passage: Passage };

/** The answer to a question. */
export interface Answer {
  /** The question without its year. */
  rest: string;
  /** The year that was searched, or "all". */
  year: string;
  /** The year that the question names. */
  typed: string | null;
  /** The best passages of the year that was searched. */
  results: Result[];
  /** The other years that answer. */
  others: YearAnswer[];
  /** Whether there is a notice of that year. */
  isHeld: boolean;
  /** Whether the question has no word to search for. */
  isEmpty: boolean;
  /** The stems that show why a passage was found, with their weights. */
  words: Map<string, number>;
  /** What the year does not mention, as it was typed. */
  missing: string[];
  /** What is shown: passages of the year, or of the others where it has none. */
  found: Found[];
}

/** A piece of an excerpt; `isAsked` where the question names it. */
export type Piece = { text: string; isAsked: boolean };

/** The search, ready to be asked. */
export interface Search {
  years: string[];
  first: string | null;
  /** `chosen` is a year, or "all", or nothing: then the year that is searched first. */
  ask(query: string, chosen?: string | null): Answer;
  titleOf(passage: Passage): string;
  excerptOf(passage: Passage, answer: Answer): Piece[];
}
