/** A line of what was said by voice, or that a call brought no answer. */

import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

interface Said {
  readonly answer: string;
  readonly said: string;
  readonly at: string;
  readonly claimed_by?: { readonly party: string; readonly centre: string } | null;
  readonly confirmed_at?: string | null;
  readonly source?: "voice" | "link";
  readonly late?: boolean;
  readonly end?: End;
  readonly valid_until?: string | null;
}

type End = "named" | "none" | "not_told" | null;

/** The time until which a State lets a unit in, as it was said; empty where it does not. */
export function endText(one: Pick<Said, "end" | "valid_until">, now: number): string {
  if (!one.end) return "";
  if (one.end !== "named") return formWords.clearance.ends[one.end];
  return one.valid_until ? utc(Date.parse(one.valid_until), now) : "";
}

/** The same among other words. */
export function endLine(one: Pick<Said, "end" | "valid_until">, now: number): string {
  if (one.end === "named") return formWords.clearance.untilTime(endText(one, now));
  return one.end === "not_told" ? formWords.clearance.untilNotTold : endText(one, now);
}

/** `who`: the function of who spoke, or what they said in one word. */
export function voiceText(line: Said, who: string, now: number): string {
  const at = utc(Date.parse(line.at), now);
  const { answer } = line;
  if (answer === "no_answer" || answer === "not_needed")
    return formWords.voice[answer](at, line.said);
  const late = line.late && formWords.voice.late;
  const words = [line.said, endLine(line, now), late].filter(Boolean).join(" · ");
  if (line.source === "link") return formWords.answerLink.said(who, at, words);
  const { claimed_by: by, confirmed_at } = line;
  const said = formWords.voice.said(who, at, words);
  return by && !confirmed_at ? formWords.voice.claimed(by.party, by.centre, said) : said;
}

/** Whether a call is still to be made, as far as was written down. */
export const callStands = (voice: readonly Said[]) => voice.at(-1)?.answer !== "not_needed";
