/** The words of measuring on the map, in English. */

export const measure = {
  button: "Measure",
  title: "Course and distance",
  close: "Close",
  whole: (length: string) => `${length} in all`,
  toPointer: (course: string, length: string) => `to the pointer ${course} ${length}`,
  how: "Click, or move the map and press Enter, or Tab to a sign: it is taken where it stands. Backspace takes the last back. True courses, great circle.",
};
