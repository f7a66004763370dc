/** Words of the page in the language that was chosen: alone, or as an aid under the English. */

import { element } from "./dom";
import { type Language, type Manner, mannerOf, type Phrase, phrase } from "./phrases";

export class Words {
  readonly manner: Manner;

  constructor(chosen: Language, exercise: boolean) {
    this.manner = mannerOf(chosen, exercise);
  }

  /** A phrase as nodes, each part marked with its language. */
  say(name: Phrase, ...given: readonly string[]): Node {
    if (this.manner === "alone")
      return element("span", { lang: "fr" }, phrase(name, "fr", ...given));
    const said = element("span", {}, phrase(name, "en", ...given));
    if (this.manner === "aid") {
      said.appendChild(element("span", { lang: "fr", class: "aid" }, phrase(name, "fr", ...given)));
    }
    return said;
  }
}

/** An instant as people say it by voice: `1226Z`. */
export const zulu = (at: string): string => `${at.slice(11, 13)}${at.slice(14, 16)}Z`;
