/** Words of the page in the language that was chosen: alone; or under the English, what is reviewed. */

import type { Reworded } from "./calls";
import { type Child, element } from "./dom";
import {
  isReviewed,
  mannerOf,
  type OtherLanguage,
  type Phrase,
  type Places,
  parts,
  templateOf,
} from "./phrases";

export class Words {
  /** The manner of the chosen language; null: English was chosen, or its file is not here yet. */
  readonly manner: "alone" | "beneath" | null;
  private readonly other: OtherLanguage | null;

  constructor(
    other: OtherLanguage | null,
    private readonly exercise: boolean,
  ) {
    this.manner = mannerOf(other, exercise);
    this.other = this.manner ? other : null;
  }

  /** The language and direction of the page as a whole. */
  get whole(): { lang: string; dir: string } {
    return this.manner === "alone" && this.other
      ? { lang: this.other.language, dir: this.other.direction }
      : { lang: "en", dir: "ltr" };
  }

  /** The phrase that says how the language stands. */
  get standing(): Phrase | null {
    if (this.manner === "alone") return this.other?.reviewed ? "reviewed" : "alone";
    return this.manner && "aid";
  }

  /** A phrase as text, for names that only a reader of the screen hears. */
  plain(name: Phrase): string {
    return templateOf(name, this.manner === "alone" ? this.other : null);
  }

  /** A phrase as nodes, each part marked with its language. */
  say(name: Phrase, places: Places = {}): Node {
    const said = (other: OtherLanguage | null) => filled(templateOf(name, other), places);
    if (this.manner === "alone") return element("span", this.whole, ...said(this.other));
    const beneath = this.other && isReviewed(name, this.other);
    return this.both(said(null), beneath ? said(this.other) : null);
  }

  /** A refusal in English, and under it as the language has it, which in real use is reviewed. */
  refused(english: string, other: Reworded): Node {
    const usable = other && (this.exercise || other.reviewed);
    return this.told(english, usable ? other.text : null);
  }

  /** A line of the server in English, and under it as it is rendered in the language. */
  told(english: string, other: string | null | undefined): Node {
    const same = other?.replace(/[\u2068\u2069]/g, "") === english;
    return this.both([english], other && !same ? [other] : null);
  }

  private both(english: Child[], other: Child[] | null): Node {
    const said = element("span", { lang: "en", dir: "ltr" }, ...english);
    if (other && this.other) {
      const { language, direction } = this.other;
      said.appendChild(element("span", { lang: language, dir: direction, class: "aid" }, ...other));
    }
    return said;
  }
}

/** A value in a place keeps its own direction: names, times and numbers. */
const filled = (template: string, places: Places): Child[] =>
  parts(template, places).map((part, turn) => (turn % 2 === 0 ? part : element("bdi", {}, part)));

const MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/** An instant with its day, as texts have it: `111226Z OCT 26`. */
export function dayZulu(at: string): string {
  const month = 3 * Number(at.slice(5, 7));
  return `${at.slice(8, 10)}${zulu(at)} ${MONTHS.slice(month - 3, month)} ${at.slice(2, 4)}`;
}

/** The digits of Arabic and Persian keyboards, whose code points end in the digit, as others. */
export const plainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));

/** An instant as people say it by voice: `1226Z`. */
export const zulu = (at: string): string => `${at.slice(11, 13)}${at.slice(14, 16)}Z`;
