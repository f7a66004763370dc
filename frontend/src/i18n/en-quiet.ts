/** The words of the page of quiet cases, in English. */

import { causes } from "./en-assessment";

export const quiet = {
  title: (count: number) => (count === 0 ? "Quiet cases" : `Quiet cases: ${count} to assess`),
  about: "Cases below distress that are due. Each gets an entry of its own.",
  none: "None is due.",
  never: "Not assessed yet.",
  all: (count: number) => (count === 1 ? "No change" : `No change in all ${count} shown`),
  keys: "↑ ↓ · U no change, and on · C or ↵ the sheet · Y raise",
  due: (ago: string, why: string) => `due for ${ago}: ${why}`,
  source: (who: string, time: string) => `source: ${who}, ${time}`,
  raise: (phase: string) => `Raise to ${phase.toUpperCase()}`,
  unchanged: "No change",
  open: "Open",
  next: (reference: string, time: string) => `Next: ${reference} at ${time}.`,
  cause: causes,
};
