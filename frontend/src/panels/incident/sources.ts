/** The answers of each source to one line of the sheet. Pure. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { assessment as said } from "@/i18n/en-assessment";

export type SheetLine = NonNullable<FullIncident["assessment"]>["answers"][number];

const key = (source: string) => source.trim().replace(/\s+/g, " ").toLowerCase();

const all = (line: SheetLine) => [line, ...line.others];

type Said = Pick<SheetLine, "source" | "party" | "heard">;

/** Whether that is known to be of the source of which the lead writes: those that were erased, or
 * never told, may be several, and so may one of which another party heard. */
const isOne = (one: Said, source: string, lead: string) =>
  key(source) !== "" && key(one.source) === key(source) && (!one.heard || one.party === lead);

/** Whether another source says yes: that counts until it is taken back. */
export const saysYes = (line: SheetLine | undefined, source: string, lead: string): boolean =>
  line !== undefined && all(line).some((one) => one.answer === "yes" && !isOne(one, source, lead));

/** Whether that source itself says yes, so that another word of its own ends it. */
export const saysYesItself = (line: SheetLine | undefined, source: string, lead: string): boolean =>
  line !== undefined && all(line).some((one) => one.answer === "yes" && isOne(one, source, lead));

/** Whether somebody beside the lead's sheet has answered the line. */
export const isHeard = (line: SheetLine): boolean => all(line).some(({ heard }) => heard);

/** `yes by aircraft 14:10Z, no by MV Star 14:20Z`, by time. */
export const standing = (line: SheetLine, now: number): string =>
  all(line)
    .filter(({ answer, source }) => answer !== "not_known" || source !== "")
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map((one) =>
      said.standsBy(
        said.answer[one.answer].toLowerCase(),
        one.source,
        utc(Date.parse(one.at), now),
        one.heard ? (one.party ?? "") : "",
      ),
    )
    .join(", ");
