/** Reading positions as people type them. Pure. */

import type { Point } from "@/api/types";

const LONGEST_TEXT = 100;
const LABEL = /\b(?:LATITUDE|LONGITUDE|LAT|LONG|LON)\b[.:=]?/g;
const DIVIDER = /\s*[;/]\s*|\s*,\s+|\s+,\s*/;
const JOINED = /\d[:-]\d/;
const MARKED = /^[\d.,]+\s*°[\s-]*(?:[\d.,]+\s*′?(?:(?<=[\s′])[\s-]*[\d.,]+\s*″?)?)?$/;
const EDGE = /^[ ,;/]+|[ ,;/]+$/g;

type Halves = readonly [lat: string, lon: string];

/**
 * A position in any notation that can be read in one way only, else null: DDM
 * (`34 20.0N 012 42.0E`), DMS, decimal degrees (latitude first), compact (`3420N01242E`), letters
 * in front or behind, in either order. The server reads the same (`sar/geo/position.py`):
 * `tests/vectors/positions.json` holds both to it.
 */
export function parsePosition(text: string): Point | null {
  const labelled = text
    .toUpperCase()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[º˚]/g, "°")
    .replace(/[’‘'`´]/g, "′")
    .replace(/[”“"]|′′/g, "″")
    .replace(/[−–‐‑]/g, "-");
  const plain = labelled.replace(LABEL, " ").trim();
  if (text.length > LONGEST_TEXT || /[^\dNSEW°′″.,:;/+\-\s]/.test(plain)) return null;
  const [lat, lon] = /[NSEW]/.test(plain) ? lettered(plain) : unlettered(labelled, plain);
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { type: "Point", coordinates: [rounded(lon), rounded(lat)] };
}

type Angles = readonly [lat: number | null, lon: number | null];
const UNREAD: Angles = [null, null];
/** Never minus zero. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
const unedged = (text: string) => text.replace(EDGE, "");

/** The letters must all stand before, or all behind, their numbers. */
function lettered(plain: string): Angles {
  const pieces = plain.split(/([NSEW])/).map(unedged);
  const [before = "", one = "", between = "", other = "", after = ""] = pieces;
  const northFirst = "NS".includes(one);
  if (pieces.length !== 5 || northFirst === "NS".includes(other)) return UNREAD;
  if ((before === "") === (after === "")) return UNREAD;
  const [first, second] = before ? [before, between] : [between, after];
  const angles = [withLetter(first, one), withLetter(second, other)] as const;
  return northFirst ? angles : [angles[1], angles[0]];
}

function withLetter(text: string, letter: string): number | null {
  if (/^[-+]/.test(text)) return null;
  const numbers = numbersOf(text);
  const wide = "NS".includes(letter) ? 2 : 3;
  const only =
    numbers?.length === 1 && !text.includes("°") ? unpacked(numbers[0] ?? "", wide) : null;
  const degrees = degreesOf(only ?? numbers);
  return degrees !== null && "SW".includes(letter) ? -degrees : degrees;
}

/** `3420.5` with a letter is degrees and minutes, `342030` seconds too. */
function unpacked(number: string, wide: 2 | 3): string[] | null {
  const found = new RegExp(`^(\\d{${wide}})(\\d\\d)(\\d\\d)?(\\.\\d+)?$`).exec(number);
  if (!found) return null;
  const [, degrees = "", minutes = "", seconds, fraction = ""] = found;
  return seconds === undefined
    ? [degrees, minutes + fraction]
    : [degrees, minutes, seconds + fraction];
}

/** Degrees, minutes and seconds, as far as they are given; signs must stand behind their own. */
function numbersOf(text: string): string[] | null {
  const numbers = text
    .split(/[\s°′″:\-/]+|,\s+/)
    .filter(Boolean)
    .map(decimal);
  if (numbers.length < 1 || numbers.length > 3) return null;
  if (!numbers.every((number) => /^\d+(?:\.\d+)?$/.test(number))) return null;
  if (/[°′″]/.test(text) && !MARKED.test(text)) return null;
  return numbers.slice(0, -1).some((number) => number.includes(".")) ? null : numbers;
}

/** Two decimal marks stay, and make it no number. */
const decimal = (number: string) =>
  /^[^.,]*,[^.,]*$/.test(number) ? number.replace(",", ".") : number;

function degreesOf(numbers: readonly string[] | null): number | null {
  if (!numbers) return null;
  const [whole = 0, minutes = 0, seconds = 0] = numbers.map(Number);
  return minutes >= 60 || seconds >= 60 ? null : whole + minutes / 60 + seconds / 3600;
}

function unlettered(labelled: string, plain: string): Angles {
  const halves = labelled === plain ? halvesOf(plain) : named(labelled);
  return halves ? [signed(halves[0]), signed(halves[1])] : UNREAD;
}

function signed(text: string): number | null {
  const digits = text.replace(/^[-+]/, "");
  const degrees = /^\d/.test(digits) ? degreesOf(numbersOf(digits)) : null;
  return degrees !== null && text.startsWith("-") ? -degrees : degrees;
}

/** Words name latitude and longitude, in either order, each before its numbers. */
function named(labelled: string): Halves | null {
  const labels = (labelled.match(LABEL) ?? []).map((label) => label.slice(0, 3));
  const [before, one = "", other = ""] = labelled.split(LABEL).map(unedged);
  if (before !== "" || labels.length !== 2) return null;
  if (labels[0] === "LAT" && labels[1] === "LON") return [one, other];
  return labels[0] === "LON" && labels[1] === "LAT" ? [other, one] : null;
}

/** Latitude and longitude, where something shows the end of the first. */
function halvesOf(plain: string): Halves | null {
  const divided = plain.split(DIVIDER);
  const tight = divided.length === 1 && plain.split(",").length === 2;
  if (tight && !plain.includes(".")) return null;
  const halves = tight ? plain.split(",") : divided;
  if (halves.join("").includes(",") && !/[;/]/.test(plain)) return null;
  const [lat, lon, ...more] = halves.length === 1 ? bySpaces(plain.split(/ +/)) : halves;
  return lat === undefined || lon === undefined || more.length ? null : [lat, lon];
}

/** A fraction, a sign or the signs of an angle show where the latitude ends. */
function bySpaces(words: readonly string[]): string[] {
  const middle = words.length / 2;
  const [begin = "", last = "", first = ""] = [words[0], words[middle - 1], words[middle]];
  const clear =
    last.includes(".") ||
    /^[-+]/.test(first) ||
    (begin.includes("°") && first.includes("°")) ||
    (JOINED.test(last) && JOINED.test(first));
  if (![2, 4, 6].includes(words.length) || !clear) return [];
  return [words.slice(0, middle).join(" "), words.slice(middle).join(" ")];
}
