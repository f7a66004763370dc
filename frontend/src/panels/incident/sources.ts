/** What each source says of one line of the sheet. Pure. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { assessment as said } from "@/i18n/en-assessment";

export type SheetLine = NonNullable<FullIncident["assessment"]>["answers"][number];

const key = (source: string) => source.trim().replace(/\s+/g, " ").toLowerCase();

const all = (line: SheetLine) => [line, ...line.others];

/** Whether both are known to be one source: those that were erased, or never told, may be several. */
const isOne = (source: string, other: string) => key(source) !== "" && key(source) === key(other);

/** Whether another source says yes: that counts until it is taken back. */
export const saysYes = (line: SheetLine | undefined, source: string): boolean =>
  line !== undefined && all(line).some((one) => one.answer === "yes" && !isOne(one.source, source));

/** Whether that source itself says yes, so that another word of its own ends it. */
export const saysYesItself = (line: SheetLine | undefined, source: string): boolean =>
  line !== undefined && all(line).some((one) => one.answer === "yes" && isOne(one.source, source));

/** `yes by aircraft 14:10Z, no by MV Star 14:20Z`, by time. */
export const standing = (line: SheetLine, now: number): string =>
  all(line)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map((one) =>
      said.standsBy(
        said.answer[one.answer].toLowerCase(),
        one.source,
        utc(Date.parse(one.at), now),
      ),
    )
    .join(", ");
