/** The words of declared limits and of whose waters a place lies in, loaded with what shows them. */

export const limits = {
  title: "Declared limits",
  about:
    "What each State says of its own waters, islands and zones. Inside its own claim it goes before the approximate coast; where two claim the same, the platform names both and takes no side. Far from the own coast, and off land that States dispute, one State's word alone settles nothing: it is told, with all whom to ask.",
  prejudice: "Without prejudice to any claim, boundary or status.",
  own: (party: string) => `Declared by ${party}, your party`,
  of: (party: string) => `Declared by ${party}`,
  none: "Your party has declared nothing: its waters are told by the approximate coast.",
  noneReader: "No other party has declared anything.",
  admins: "An administrator of your party declares and withdraws limits.",
  declare: "Declare a limit",
  withdraw: "Withdraw",
  withdrawing: (name: string) => `Withdraw ${name}`,
  withdrawAbout:
    "It holds no more at once: whose waters these are goes by what remains. It stays on the record, for every party.",
  kind: {
    territorial_sea: "territorial sea",
    internal_waters: "internal waters (inside the baselines)",
    archipelagic_waters: "archipelagic waters",
    island: "island, with 12 nm of sea around it",
    eez: "exclusive economic zone (named only)",
    fir: "flight information region (named only)",
  },
  deposited: (deposit: string, on: string) => `${deposit}, ${on}`,
  corners: (count: number) => `${count} corners`,
  form: {
    title: "Declare a limit of your party",
    about: "Every party reads it at once. It is never changed: it is withdrawn, and declared anew.",
    what: "What it is",
    name: "Name",
    deposit: "Deposit",
    depositHint: "Where it is deposited or published: an M.Z.N. number, a law, a gazette.",
    on: "Date of deposit",
    onHint: "Year, month, day: 1998-03-05",
    notDate: "Write it as year, month, day: 1998-03-05.",
    note: "Note",
    where: "Where",
    whereHint:
      "GeoJSON (Polygon, MultiPolygon, or a Point for an island), or a corner on each line.",
    file: "From a file (GeoJSON)",
    main: "Declare",
    read: (parts: number, count: number) =>
      `Read: ${parts === 1 ? "one area" : `${parts} areas`}, ${count} corners. It is drawn on the map.`,
    readPlace: "Read: one place. It is drawn on the map.",
    empty: "Where is it? Paste GeoJSON, choose a file, or write a corner on each line.",
    notJson: "This is no GeoJSON: it cannot be read.",
    noArea: "No area is in it: a Polygon, a MultiPolygon, or for an island one Point is needed.",
    line: (text: string) => `This line is no position: ${text}`,
    few: (count: number) => `An area has ${count} corners: three are needed at least.`,
    tooLarge: "The file is larger than 1 MB: simplify it, or load it in several parts.",
  },
  withdrawn: {
    title: "Withdrawn limits",
    about: "They hold no more: no answer on whose waters a place lies in goes by them.",
    none: "No party has withdrawn a limit.",
    by: (party: string, at: string, why: string) =>
      `Withdrawn by ${party} ${at}${why && `: ${why}`}`,
    declared: (at: string) => `declared ${at}`,
  },
  assistance: {
    title: "Entry to assist",
    about:
      "What the State asks of vessels of others that enter its territorial sea to assist people in distress whose position is known: its own word, with source and date. It speaks of nothing else: to search, aircraft, internal waters and landing are asked for as ever, an agreement goes before it, and a merchant ship that assists needs no leave.",
    none: "Your State has said nothing: such a vessel's party tells it and asks it at the same time (SAR Convention, Annex 3.1.2-3.1.4).",
    of: {
      civil: "Civil rescue vessels",
      state: "State vessels, not military",
      military: "Military vessels",
    },
    asks: {
      nothing: "nothing said, the law holds",
      notice: "asks for a notice",
      request: "asks for a request",
    },
    source: "Source",
    sourceHint: "The law, declaration or note verbale that says so.",
    on: "Its date",
    state: "State it for your State…",
    anew: "State it anew…",
    main: "State it",
    stateAbout:
      "Every party reads it at once as your State's word, and verdicts go by it in your State's own waters. What was said before stays on the record.",
    withdraw: "Withdraw it",
    withdrawAbout: "The law holds again at once. What was said stays on the record.",
  },
  complete: {
    title: "Are these all?",
    yes: "Your party says that these are all its limits. What the approximate coast gives to it beyond them falls away, on water.",
    no: "Beyond these limits the approximate coast goes on giving your party 12 nm of sea.",
    say: "These are all our limits",
    unsay: "These are not all our limits",
    sea: "It counts once a territorial sea is among them.",
    other: "It says that these are all.",
  },
};

export const waters = {
  title: "Waters",
  lead: (party: string) =>
    `The lead tells ${party} first: its choice, which says nothing of whose waters these are.`,
  nearest: (centre: string, party: string) =>
    `No region in the directory holds it: tell whom you know of. Of the regions known here that of ${centre} (${party}) is nearest.`,
  tell: (parties: string) => `Whom to tell: ${parties}.`,
  loading: "Looking up whose waters these are.",
  /** A place that drifts, as it is by then. */
  presentAt: (place: string, time: string) => `At ${place}, the present place at ${time}.`,
};
