/** Corners as they are written: one on each line, an empty line between two areas. Pure. */

import { parsePosition } from "@/geo/parse";

export type Corner = readonly [lon: number, lat: number];

/** The fewest corners of an area. */
export const FEWEST_CORNERS = 3;

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
  const few = cornersIn(text).find((corners) => corners.length < FEWEST_CORNERS);
  return few ? { few: few.length } : null;
}

/** After an empty line at the end, the next corner begins another area. */
const isBetween = (text: string): boolean => /\S[^\S\n]*\n[^\S\n]*\n\s*$/.test(text);

/** The next corner begins another area. */
export const withArea = (text: string): string => `${text.trimEnd()}\n\n`;

/** One corner more at the end. */
export function withCorner(text: string, corner: string): string {
  if (isBetween(text)) return withArea(text) + corner;
  return [text.trimEnd(), corner].filter(Boolean).join("\n");
}

/** The last thing is taken back: the empty line of an area only begun, else the last corner. */
export function withoutLast(text: string): string {
  if (isBetween(text)) return text.trimEnd();
  const rest = text.trimEnd().split("\n").slice(0, -1).join("\n");
  return isBetween(`${rest}\n`) ? withArea(rest) : rest.trimEnd();
}

/** The number of corners in the area that is being written: the last one. */
export const countOfLast = (text: string): number =>
  isBetween(text) ? 0 : (areasIn(text).at(-1)?.length ?? 0);

/** The number of the area that is being written, from 1. */
export const numberOfLast = (text: string): number =>
  Math.max(1, areasIn(text).length + Number(isBetween(text)));
