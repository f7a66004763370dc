/** The words of the map and of the lanes, in English. */

export const map = {
  sight: {
    button: "Ring of sight",
    horizon: (nm: string) => `horizon ${nm}`,
    high: (metres: number, nm: string) => `${metres} m high: ${nm}`,
  },
  title: "Map",
  about:
    "Arrow keys move the map, plus and minus zoom, Tab goes through what is near its middle, F fits the open incident.",
  near: "Near the middle of the map",
  toldFrom: (incident: string | null) => `from ${incident ?? "the middle of the map"}`,
  nearPlace: {
    centre: (party: string, name: string) => `${party} ${name}, centre`,
    fuel_point: (party: string, name: string) => `${party} ${name}, fuel point`,
  },
  nearVessel: (name: string) => `AIS ${name}`,
  lastKnown: (time: string) => `last known ${time}`,
  silent: "NOT HEARD",
  doubted: "position doubted",
  eta: (time: string) => `expected ${time}`,
  takesFuel: (name: string, time: string, after: boolean) =>
    `${name ? `${name}: ` : ""}fuel, ${time}${after ? ", after the work" : ""}`,
  notLive: "NOT LIVE",
  routeOf: (reference: string) => `${reference}: intended route, position not known`,
  anywhere: (reference: string) => `${reference}: not known, anywhere in here, and growing`,
  bare: "The coast here is still loading: what looks like sea may be land.",
  bestOutside: (count: number) =>
    count === 1
      ? "One of the five best candidates is outside this map."
      : `${count} of the five best candidates are outside this map.`,
  casesOutside: (count: number) => `Outside this map: ${count} of your open cases.`,
  fit: "Fit",
  layers: {
    title: "Layers",
    regions: "Search and rescue regions",
    zones: "Zones of agreements",
    limits: "Limits that parties declare",
    fuel: "Fuel points",
    graticule: "Graticule",
    places: "Names of places",
    vessels: "Vessels off the air (AIS)",
    chart: "Chart of this installation",
    noChart:
      "No nautical chart lies under the map. An administrator of the installation can add one (sar serve tells how).",
    reach: "Reached in time by",
    classes: {
      helicopter: "helicopter",
      patrol_boat: "patrol boat",
      offshore_vessel: "offshore vessel",
      merchant_ship: "merchant ship",
    },
    under: (what: string, knots: number) => `Reached by ${what}, ${knots} kn`,
    slowed: (seaState: number, knots: number) => `in sea state ${seaState} (${knots} kn in a calm)`,
    seaUnknown: "No sea state is known: speeds are those in a calm.",
    cut: (nm: number, outAndBack: boolean) =>
      outAndBack
        ? `Cut at ${nm} nm: its fuel takes it no farther out and back.`
        : `Cut at ${nm} nm: its fuel takes it no farther.`,
    alone: "Under way alone: notice and clearance come on top.",
    openFirst: "Open a case to see how far out it is reached in time.",
  },
  nearer: "Nearer",
  farther: "Farther",
  finer: "Ways by sea go by a coarser coast than this",
  credit:
    "Natural Earth, GSHHG, GeoNames · regions, zones, limits, names: without prejudice to any claim or boundary",
  pick: "Click where it is, or move the map so that the cross is on it and press Enter. Escape leaves.",
  gathered: (count: number) => `${count} units: zoom in`,
  failed: "The map cannot be drawn here (no WebGL). Lists and lanes go on.",
  aboutNm: (nm: number) => `about ${nm} nm`,
  from: (course: string, distance: string, what: string) => `${course} ${distance} from ${what}`,
};

export const lanes = {
  title: "Who arrives when",
  empty:
    "Nobody is on the way yet. Who could come, and when, stands in the situation of the case (1).",
  emptyUntold: "No unit is on the way as far as is told here: the lead may have others.",
  emptied:
    "Nobody is on the way any more. Who could come, and when, stands in the situation of the case (1).",
  now: "now",
  limit: (time: string) => `estimated limit ${time}`,
  by: (time: string) => `needed by ${time}`,
  all: (wanted: number) => `all ${wanted}`,
  covered: (count: number, wanted: number) => `${count} of ${wanted}`,
  there: "there",
  away: "away",
  noTime: "no time",
  untold: {
    not_here: "since when is not told here",
    by_nobody: "since when nobody has told",
  },
  byPromise: "promised",
  overdue: "OVERDUE",
  late: "late",
  more: (count: number) => `${count} more in the list`,
  dusk: (time: string) => `dusk ${time}`,
  dawn: (time: string) => `dawn ${time}`,
  met: (what: string, wanted: number, time: string) =>
    `${what || "need"}: all ${wanted} covered by ${time}`,
  allFound: (what: string) => `${what || "need"}: nobody is outstanding`,
  asAsked: (what: string, wanted: number) =>
    `${what || "need"}: ${wanted} as asked; what is covered is not told here`,
  metLate: (what: string, wanted: number, time: string, after: string) =>
    `${what || "need"}: all ${wanted} covered by ${time}, ${after} too late`,
  short: (what: string, total: number | string, wanted: number, offered: number) =>
    `${what || "need"}: ${total} of ${wanted} covered${offered ? `, ${offered} offered` : " by those shown"}`,
  promised: (what: string, promised: number | string, wanted: number, total: number | string) =>
    `${what || "need"}: ${promised} of ${wanted} accepted, ${total} by those shown`,
  beside: (units: number) => `; sent or hailed without a request: ${units}, not counted`,
  bound: (from: string, to: string) =>
    `in the water without life-jackets: minutes; with them deaths expected from ${from}${to && `–${to}`}; estimated survival limit: keep searching`,
  byFullTank: "Fuel aboard is not known: ends on scene assume a full tank.",
  legend: [
    ["notice", "notice"],
    ["clearance", "clearance"],
    ["fuel", "takes fuel"],
    ["under-way", "under way"],
    ["on-scene", "on scene"],
    ["away", "away"],
    ["band", "10–90 %"],
  ] as const,
};
