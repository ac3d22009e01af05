/* What the modules of the search hand to each other. */
import type MiniSearch from "minisearch";

/** search.json, as `privacy_notices.site.search.search_json` writes it. */
export interface SearchData {
  /** Like "2016-17", newest first. */
  years: string[];
  /** The year that is searched where none is named; null where there is no notice. */
  first: string | null;
  /** The day from which the notice of a year applies, such as "1 September 2027", where that is to come. */
  begins: Record<string, string>;
  /** The plain questions, by the ids of the requirements. */
  questions: Record<string, string>;
  synonyms: Synonym[];
  words: WordLists;
  /** The requirements that parents ask for most, shown where nothing else is near. */
  nearest: string[];
  /** The anchor of each year's title. */
  titles: string[];
  passages: Omit<Passage, "id">[];
  /** The languages of translations, by their codes, where there are any. */
  languages?: Record<string, Language>;
}

/** A language: its name in English, and "ltr" or "rtl". */
export type Language = { name: string; direction: string };

/** An entry of synonyms.toml: what parents type, and how notices say it or which requirements it asks about. */
export interface Synonym {
  parents: string[];
  notices?: string[];
  answers?: string[];
  /** Words of notices that are near, but no answer; and so the requirements. */
  near?: string[];
  nearest?: string[];
  /** It asks something of another thing, so that a passage must have both. */
  aspect?: boolean;
}

/** The table [words] of synonyms.toml. */
export type WordLists = { short_for: Record<string, string>; little: string[]; common: string[]; everyday: string[] };

/** A passage with the same words in all its years, which are numbers in the list of years. */
export interface Passage {
  id: number;
  anchor: string;
  years: number[];
  heading?: string;
  text?: string;
  /** The requirements that it is marked for. */
  answers?: string[];
  /** The page that has it, where the page of its year shows other words. */
  page?: string;
  /** The day from which it applies, where that page is not in force yet. */
  from?: string;
  /** The code of the language that it is in, where it is a translation. */
  language?: string;
}

/** A word to its stem: "sharing" to "share". */
export type Stem = (word: string) => string;

/** What is known of words before anything is asked. */
export interface Vocabulary {
  stem: Stem;
  shortFor: Map<string, string>;
  little: Set<string>;
  common: Set<string>;
  /** Whether a word says little of what a question is about. */
  isEveryday(word: string): boolean;
  /** Whether a word is spelt right, in any of its forms. */
  isKnown(word: string): boolean;
  /** The words that are spelt right in English, with how often they were met. */
  spelt: Map<string, number>;
  /** How each of them sounds. */
  sounds: Map<string, string>;
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

/** A word that was spelt wrong, and the one that was looked for. */
export type Mended = { typed: string; meant: string };

/** One thing that a question asks for. */
export interface Concept {
  /** Where its words are in the question. */
  places: number[];
  /** As it was typed. */
  label: string;
  /** How notices say it, each as stems: first what was typed, if `isTyped`. */
  ways: string[][];
  isTyped: boolean;
  /** What is near it but no answer: other words, each as stems, and requirements. */
  near: string[][];
  nearest: string[];
  /** The requirements that it asks about. */
  answers: string[];
  /** It asks something of another thing. */
  isAspect: boolean;
  /** Whether anything is known of it, or it is only a word. */
  isTopic: boolean;
  /** Nearly every passage is about it, so that it proves nothing. */
  isCommon: boolean;
  /** It says little of what the question is about. */
  isEveryday: boolean;
}

/** The scores of passages, by their numbers. */
export type Scores = Map<number, number>;

/** A concept with the score of each passage that says it, and of those that say what is near it. */
export interface ScoredConcept extends Concept {
  scores: Scores;
  nearScores: Scores;
}

/** What a year says to a concept: numbers of passages with their scores. */
export interface Said {
  concept: Concept;
  found: [number, number][];
  near: [number, number][];
}

/** The passages, and what finds words in them. */
export interface Library {
  passages: Passage[];
  /** The stems of each passage, in order. */
  stems: string[][];
  /** Every stem of any passage. */
  held: Set<string>;
  index: MiniSearch;
  /** The requirements that parents ask for most. */
  askedMost: string[];
}

/** The years that a question names, the question without them, and what looks like a year but is none. */
export type YearTaken = { years: string[]; rest: string; wrong: string | null };

export type Result = { passage: Passage; score: number };

/** What a year says to a question: its passages, best first, and the concepts that it does not mention. */
export interface YearAnswer {
  year: string;
  results: Result[];
  missing: Concept[];
  /** An aspect and what it is asked of, where the year has both, but no passage of it has. */
  apart: Concept[];
  /** Whether the passages are only the nearest ones, and no answer. */
  isNearest: boolean;
}

/** A passage as it is shown: the notice of `year` has it. */
export type Found = { year: string; passage: Passage };

/** The answer to a question. */
export interface Answer {
  /** The question without its year. */
  rest: string;
  /** The year that was searched, or "all". */
  year: string;
  /** The years that the question names: two where it names one of the calendar. */
  typed: string[];
  /** What was typed or chosen as a year but is none. */
  refused: string | null;
  /** Whether only the beginning of the question was read. */
  isCut: boolean;
  /** The best passages of the year that was searched. */
  results: Result[];
  /** The other years that answer. */
  others: YearAnswer[];
  /** What other years mention of the question, where none answers the whole of it. */
  elsewhere: { label: string; years: string[] }[];
  /** Whether there is a notice of that year. */
  isHeld: boolean;
  /** Whether the question has no word to search for. */
  isEmpty: boolean;
  /** Whether what is shown is only the nearest, and no answer. */
  isNearest: boolean;
  /** The words that were spelt wrong. */
  mended: Mended[];
  /** The stems that show why a passage was found, with their weights. */
  words: Map<string, number>;
  /** What the year does not mention. */
  missing: Concept[];
  /** As it was typed: an aspect and what it is asked of, which no passage has together. */
  apart: string[];
  /** The notices of the years that were typed, where nothing else was. */
  notices: string[];
  /** What is shown: passages of the year, or of the others where it has none, or the nearest. */
  found: Found[];
}

/** A piece of an excerpt; `isAsked` where the question names it. */
export type Piece = { text: string; isAsked: boolean };

/** The search, ready to be asked. */
export interface Search {
  years: string[];
  first: string | null;
  /** Since when a passage of a year's notice will apply, where that is to come. */
  beginsAt(passage: Passage, year: string): string | undefined;
  /** `chosen` is a year, or "all", or nothing: then the year that is searched first. */
  ask(query: string, chosen?: string | null): Answer;
  titleOf(passage: Passage): string;
  /** The language of a passage that is a translation. */
  languageOf(passage: Passage): Language | undefined;
  excerptOf(passage: Passage, answer: Answer): Piece[];
}
