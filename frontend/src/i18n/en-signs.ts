/** The meaning of the signs on the map, in English. */

export const signs = {
  title: "Signs",
  party: "The tint of a unit is its party's; its name has the three letters.",
  age: "A sign fades as its position grows old: after 20 minutes, an hour, two hours. From an hour on its name says since when it is last known.",
  nose: "A nose points where it is going; without one nobody has told.",
  coast:
    "Near by, some waters have a finer coast. Ways by sea and whose waters they are go by the coarser one all the same: a way may cross a mole or a cape that is drawn.",
  closedAt: (closed: string, datum: string) => `closed ${closed}, datum of ${datum}`,
  of: {
    distress: "case in distress",
    alert: "case in alert",
    uncertainty: "case in uncertainty",
    suspended: "search suspended",
    closed: "closed case, last datum; while it is open here",
    rotor: "helicopter",
    plane: "aeroplane",
    hull: "rescue or patrol vessel",
    ship: "ship",
    uncrewed: "uncrewed aircraft",
    square: "people, equipment",
    working: "at work in a case",
    limited: "ready with limits",
    off: "not ready",
    chosen: "chosen or pointed at",
    gathered: "several units: zoom in",
    centre: "rescue coordination centre",
    listed: "centre listed, without an account here",
    fuel: "fuel point, open now",
    shut: "fuel point, shut now",
  },
};
