/** The words of who recovers people, in English. */

export const recovery = {
  room: (recovered: number, room: number, only: number) =>
    `${recovered} recovered, room for ${room}${only ? `, ${only} of it without means to recover them` : ""}`,
  atLeast: (recovered: number, room: number) =>
    `${recovered ? `At least ${recovered} recovered` : "Recovered: not counted"}, room ${room ? `for at least ${room}` : "not known"}`,
  roomUnknown: (names: string) =>
    `ROOM NOT KNOWN: ${names}. People are aboard, not counted: it counts for none here.`,
  pace: (persons: number, anHour: number, there: number, seaState: number | null) =>
    [
      `able to recover ${persons || "nobody"}`,
      anHour > 0 &&
        `about ${anHour} an hour${there < anHour ? `, ${there} of it by those there` : ""} (house figure)`,
      seaState === null ? "sea state not known" : `sea state ${seaState}`,
    ]
      .filter(Boolean)
      .join(" · "),
  unit: (name: string, room: number, why: string) => `${name}, room for ${room}: ${why}`,
  beyondSea: (most: number | null) => `beyond its sea state ${most ?? "limit"}`,
  byDay: "by day only",
  darkNow: "by day only, and it is dark there",
  darkThen: "by day only, and it will be dark when it comes",
  lightUnknown: "by day only; the light when it comes is not known",
};
