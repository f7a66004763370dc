/** The waters that a unit is to enter, as they are called. Pure. */

import type { Clearance } from "@/api/types";
import { formWords } from "@/i18n/form-words";

/** Whether it is not determined whose waters they are: then no State is named as their owner. */
export const isUndetermined = ({ code }: { readonly code: string }) =>
  code.startsWith("not_determined");

/** The State by the name given, or that no owner is determined, with the centre asked. */
export function intoOf(clearance: Clearance, state: string): string {
  return isUndetermined(clearance) ? formWords.clearance.notSaid(clearance.centre.name) : state;
}
