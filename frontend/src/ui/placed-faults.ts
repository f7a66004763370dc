/** The faults that a server found in a form's values, each at the field it was typed in. Pure. */

import { type Fault, faultLine } from "@/api/refused";
import type { Unread } from "./values";

export interface PlacedFaults {
  readonly atFields: readonly Unread[];
  /** Faults that lie in no field of the form, or nobody could say in which, as sentences. */
  readonly others: readonly string[];
}

/** The endings of names of the interface that names of fields often leave out. */
const ENDINGS = /_(at|id|nm|kn|deg|c|minutes|hours)$/;

export function placedFaults(
  fields: readonly { readonly name: string }[],
  faults: readonly Fault[],
): PlacedFaults {
  const atFields = new Map<string, string>();
  const others: string[] = [];
  for (const fault of faults) {
    const name = fault.field === null ? null : fieldOf(fields, fault.field);
    if (name === null) others.push(faultLine(fault));
    else if (!atFields.has(name)) atFields.set(name, sentence(fault.reason));
  }
  return { atFields: [...atFields].map(([field, reason]) => ({ field, reason })), others };
}

/** The one field that the path means: of its whole name, else of its end; of several none. */
function fieldOf(fields: readonly { readonly name: string }[], path: string): string | null {
  const parts = path.split(".");
  const ends = parts.map((_, first) => parts.slice(first).join("."));
  for (const end of ends.flatMap((one) => [one, one.replace(ENDINGS, "")])) {
    const found = fields.filter(({ name }) => name === end);
    if (found.length > 0) return found.length === 1 ? end : null;
  }
  return null;
}

const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? "" : "."}`;
