/** Notes on the lines of the axis: each beside its own, and none over another. Pure. */

export interface Note {
  readonly kind: "now" | "by" | "limit" | "night";
  readonly text: string;
  /** The place of its line. */
  readonly xPx: number;
  /** It is of what ends there. */
  readonly before?: boolean;
}

export interface PlacedNote extends Note {
  readonly fromPx: number;
}

const SPACE_PX = 4;
/** At letters of 11.5 px, rather too much than that a note runs into the next. */
const LETTER_PX = 7;
/** A letter of the note of now, which is bold. */
const BOLD_PX = 9;
/** It would be taken for another line's if it stood farther off. */
const FARTHEST_PX = 60;

/** The most important first; one that finds no room beside its line is left out. */
export function placedNotes(notes: readonly Note[], widthPx: number): PlacedNote[] {
  const placed: PlacedNote[] = [];
  for (const note of notes) {
    const wide = widthOf(note);
    const places = [note.xPx + SPACE_PX, note.xPx - SPACE_PX - wide];
    if (note.before) places.reverse();
    const right = placed.map((other) => other.fromPx + widthOf(other) + SPACE_PX);
    const near = right.filter((at) => at > note.xPx && at - note.xPx < FARTHEST_PX);
    const free = [...places, ...near.sort((a, b) => a - b)].find(
      (at) =>
        at >= 0 &&
        at + wide <= widthPx &&
        placed.every(
          (other) =>
            at + wide + SPACE_PX <= other.fromPx || other.fromPx + widthOf(other) + SPACE_PX <= at,
        ),
    );
    if (free !== undefined) placed.push({ ...note, fromPx: free });
  }
  return placed;
}

const widthOf = ({ kind, text }: Note) => text.length * (kind === "now" ? BOLD_PX : LETTER_PX);
