/** What was said by voice, or that a call brought no answer. */

import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

interface Said {
  readonly answer: string;
  readonly said: string;
  readonly at: string;
  readonly claimed_by?: { readonly party: string; readonly centre: string } | null;
  readonly confirmed_at?: string | null;
  readonly source?: "voice" | "link";
}

/** `who`: the function of who spoke, or what they said in one word. */
export function voiceText(line: Said, who: string, now: number): string {
  const at = utc(Date.parse(line.at), now);
  const { answer } = line;
  if (answer === "no_answer" || answer === "not_needed")
    return formWords.voice[answer](at, line.said);
  if (line.source === "link") return formWords.answerLink.said(who, at, line.said);
  const { claimed_by: by, confirmed_at } = line;
  const said = formWords.voice.said(who, at, line.said);
  return by && !confirmed_at ? formWords.voice.claimed(by.party, by.centre, said) : said;
}

/** Whether a call is still to be made, as far as was written down. */
export const callStands = (voice: readonly Said[]) => voice.at(-1)?.answer !== "not_needed";
