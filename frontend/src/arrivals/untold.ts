/** The reason why a lane has no time of arrival, in words. Pure. */

import { formWords } from "@/i18n/form-words";
import { laneWords } from "@/i18n/picture-words";
import type { Lane } from "./lane";

/** Empty: its time stands there. */
export function untoldText({ untold }: Pick<Lane, "untold">): string {
  if (untold === null) return "";
  return untold === "not_here" || untold === "by_nobody"
    ? laneWords.untold[untold]
    : formWords.arrival.unknown[untold];
}

/** Whether no bar stands where its reason would be written, from now on. */
export const isBare = ({ untold, spans }: Pick<Lane, "untold" | "spans">, nowMs: number) =>
  untold !== null && spans.every(({ toMs }) => toMs !== null && toMs <= nowMs);
