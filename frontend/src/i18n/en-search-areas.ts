/** The words of areas to be searched, in English. */

export const searchAreas = {
  title: "Search areas",
  none: "No area is given to anybody to search.",
  add: "Search area",
  addTitle: (reference: string) => `Search area: ${reference}`,
  main: "Give the area",
  change: "Change",
  changeMain: "Save",
  assignedHint: "Call the unit that it is taken from, and the one that it is given to.",
  takeBack: "Take back",
  takeBackSure: (name: string) => `Take back search area ${name}? Call whoever searches it.`,
  called: "Name of the area",
  calledHint: "Like A1: it is spoken and written so.",
  taken: (name: string) => `The case has an area ${name} already: give this one another name.`,
  shape: "Shape",
  shapes: {
    box: "box",
    sector: "sector or circle",
    ring: "ring",
    corners: "corners",
  },
  centre: "About",
  length: "Length, nm",
  width: "Width, nm",
  course: "Along, ° true",
  radius: "Radius, nm",
  from: "From bearing, ° true",
  to: "To bearing, ° true, clockwise",
  toHint: "The same as the first: all round.",
  inner: "From, nm",
  outer: "To, nm",
  corners: "Corners",
  cornersHint: "A position on each line, in their order; an empty line between two areas.",
  unread: (line: string) => `“${line}” cannot be read as a position`,
  few: "three corners at least",
  noArea:
    "These figures make no area: lengths are more than nothing and at most 500 nm, and a ring goes from the smaller radius to the larger.",
  overPole: "This area goes round a pole: give it in parts, by corners.",
  assigned: "Searched by",
  pattern: "Pattern",
  patterns: [
    ["", "not said"],
    ["parallel sweep (PS)", "parallel sweep (PS)"],
    ["creeping line (CS)", "creeping line (CS)"],
    ["expanding square (SS)", "expanding square (SS)"],
    ["sector (VS)", "sector (VS)"],
    ["track line (TS)", "track line (TS)"],
    ["contour (OS)", "contour (OS)"],
  ] as const,
  note: "Note",
  noteTooLong: (most: number, over: number) =>
    `The note is too long by ${over}: with the words of the shape it has at most ${most} characters.`,
  /** As a shape is said to a unit; bearings true. */
  spoken: {
    box: (length: string, width: string, course: string, centre: string) =>
      `box ${length} × ${width} nm along ${course} about ${centre}`,
    circle: (radius: string, centre: string) => `circle of ${radius} nm about ${centre}`,
    sector: (radius: string, from: string, to: string, centre: string) =>
      `sector of ${radius} nm from ${from} to ${to} about ${centre}`,
    ring: (inner: string, outer: string, centre: string) =>
      `ring from ${inner} to ${outer} nm about ${centre}`,
  },
  cornersAt: (corners: string) => `corners ${corners}`,
  within: (southWest: string, northEast: string) => `within ${southWest} to ${northEast}`,
  by: (unit: string) => `searched by ${unit}`,
};
