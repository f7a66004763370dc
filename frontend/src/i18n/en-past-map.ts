/** The words on a map of the past, loaded with the map. */

export const pastMap = {
  mark: "PAST",
  notNow: (time: string) => `${time}: not now`,
  about: "Centres and regions are as they are now.",
} as const;
