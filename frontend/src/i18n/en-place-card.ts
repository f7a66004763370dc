/** The words of the cards of centres and fuel points on the map, and what all cards share. */

export const placeCard = {
  close: "Close",
  sameSpot: (names: string, more: number) =>
    `Drawn at the same place: ${names}${more > 0 ? ` and ${more} more` : ""}. Click again for the next.`,
  place: "Position",
  centre: {
    title: (name: string) => `Centre on the map: ${name}`,
    joined: (party: string) => `Rescue coordination centre of ${party}`,
    listed: (party: string) =>
      `Rescue coordination centre of ${party}: without an account here, to be called by voice`,
    region: "Region",
    drawn: (name: string) => `SRR ${name}, drawn on the map`,
    hidden: (name: string) => `SRR ${name}; the layer of regions is off`,
    noRegion: "none is told",
    languages: "Speaks",
    clock: "Its clock",
    contacts: "Contacts, as they are tried",
    page: "All contacts",
  },
  fuel_point: {
    title: (name: string) => `Fuel point on the map: ${name}`,
    of: (party: string) => `Fuel point of ${party}`,
    fuels: "Fuels",
    crafts: "For",
    hours: "Hours",
    who: "Who may",
    own: "Your party's own; another's as far as an article of yours opens it.",
    opened: "Those of yours to which it is ",
    others: (party: string) => `${party}'s own.`,
    draught: "Draught",
    landing: "May land",
    metres: (value: number) => `up to ${value} m`,
    source: "Source",
    note: "Note",
    page: "All fuel points",
  },
};
