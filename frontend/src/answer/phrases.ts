/**
 * The phrases of the answer page. English comes with it; another language is a file of the server,
 * made of the catalogue that translators edit, and loaded by itself.
 */

import type { components } from "@/api/schema";
import english from "./english.json";

export type Phrase = keyof typeof english;
export type Places = Readonly<Record<string, string>>;

/** A language as the server gives it: its phrases, and how it may stand in real use and exercises. */
export type OtherLanguage = components["schemas"]["LinkPhrasesView"];

/** The catalogues there are; the page asks for one before it knows what else is offered. */
const KNOWN = /^(fr|ar|pt|es)$/;

/** The language of the browser, if it is not English and there may be a catalogue of it. */
export function ofBrowser(languages: readonly string[]): string | null {
  const code = (languages[0] ?? "").slice(0, 2).toLowerCase();
  return KNOWN.test(code) ? code : null;
}

/** The manner in which a language stands: alone, under the English, or not at all. */
export function mannerOf(
  other: OtherLanguage | null,
  exercise: boolean,
): "alone" | "beneath" | null {
  const given = other?.manner[exercise ? "exercise" : "real"];
  return given === "alone" || given === "beneath" ? given : null;
}

/** Whether a phrase may stand under its English: somebody has reviewed it. */
export const isReviewed = (name: Phrase, other: OtherLanguage): boolean =>
  other.reviewed || other.reviewed_phrases.indexOf(name) >= 0;

/** The template of a phrase in the language; in English where its file has it not. */
export const templateOf = (name: Phrase, other: OtherLanguage | null): string =>
  other?.phrases[name] ?? english[name];

/** A template in parts: plain text, and what stands in its places, in turns, text first. */
export function parts(template: string, places: Places): string[] {
  return template
    .split(/\{(\w+)\}/)
    .map((part, turn) => (turn % 2 === 0 ? part : (places[part] ?? "")));
}
