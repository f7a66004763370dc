/** Corners as they are written: one on each line, an empty line between two areas. Pure. */

import { parsePosition } from "@/geo/parse";

export type Corner = readonly [lon: number, lat: number];

const areasIn = (text: string): string[][] =>
  text
    .split(/\n\s*\n/)
    .map((area) =>
      area
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length > 0);

/** The corners of each area, as far as they can be read; not closed. */
export function cornersIn(text: string): Corner[][] {
  return areasIn(text).map((lines) => {
    const corners = lines.flatMap((line) => {
      const point = parsePosition(line);
      const [lon = 0, lat = 0] = point?.coordinates ?? [];
      return point ? [[lon, lat] as const] : [];
    });
    return isClosed(corners) ? corners.slice(0, -1) : corners;
  });
}

function isClosed(corners: readonly Corner[]): boolean {
  const [first, last] = [corners[0], corners.at(-1)];
  return corners.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

export type ZoneFault = { readonly unread: string } | { readonly few: number };

/** Faults that keep the text from being a zone: the first line of each kind. */
export function zoneFault(text: string): ZoneFault | null {
  const unread = areasIn(text)
    .flat()
    .find((line) => !parsePosition(line));
  if (unread !== undefined) return { unread };
  const few = cornersIn(text).find((corners) => corners.length < 3);
  return few ? { few: few.length } : null;
}

/** One corner more at the end. */
export const withCorner = (text: string, corner: string): string =>
  [text.trimEnd(), corner].filter(Boolean).join("\n");

/** The last line that says anything is taken back. */
export const withoutLast = (text: string): string =>
  text.trimEnd().split("\n").slice(0, -1).join("\n").trimEnd();

/** The number of corners in the area that is being written: the last one. */
export const countOfLast = (text: string): number => areasIn(text).at(-1)?.length ?? 0;
