import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clausesIn,
  instrumentsIn,
  isSaying,
  keptOf,
  partiesIn,
  sketched,
  termOf,
  textOf,
  typedOf,
  withClause,
  withoutClause,
} from "@/panels/agreements/drafting";
import { isWritable, written, zoneOf } from "@/panels/agreements/zone";
import { cornersIn, zoneFault } from "@/state/corner-lines";
import type { Area, Version } from "@/state/standing";
import { Values } from "@/ui/values";

const term = (fields: Record<string, string>) =>
  termOf(
    new Values(
      Object.fromEntries(Object.entries(fields).map(([name, text]) => [`1.${name}`, text])),
      0,
    ),
    "1",
  );

test("a clause says what was typed and nothing on what was left open", () => {
  expect(isSaying(term({ article: "Art. 1" }))).toBe(false);
  expect(
    term({
      article: "Art. 4",
      grantor: "ITA",
      grantees: "MLT TUN",
      phases: "distress",
      situations: "maritime mass_rescue",
      visibility: "position",
      delay: "30",
      request: "no",
      fuel: "yes",
      feeds: "Lampedusa, linosa",
      answer: "15",
      entry: "notify",
      lead: "30",
    }),
  ).toMatchObject({
    article: "Art. 4",
    grantor: "ITA",
    grantees: ["MLT", "TUN"],
    phases: ["distress"],
    situations: ["maritime", "mass_rescue"],
    visibility: "position",
    position_precision_nm: 0,
    position_delay_minutes: 30,
    incident_awareness: null,
    may_request: false,
    fuel_points: true,
    feeds: ["lampedusa", "linosa"],
    clocks: { answer: 15 },
    entry: [{ mode: "notify", lead_minutes: 30, kinds: [], contact: "" }],
    costs: null,
    zone: null,
  });
});

test("precision and delay are said of positions alone", () => {
  const said = term({ visibility: "readiness", precision: "5", delay: "30" });
  expect(said).toMatchObject({ position_precision_nm: 0, position_delay_minutes: 0 });
});

test("one's own party is one of them, once", () => {
  expect(partiesIn("mlt, TUN; ita", "ITA")).toEqual(["ITA", "MLT", "TUN"]);
});

test("articles are added and left out without touching the others", () => {
  const two = { ...withClause({}) };
  expect(clausesIn(two)).toEqual(["1", "2"]);
  expect(clausesIn({ ...two, ...withoutClause(two, "1") })).toEqual(["2"]);
  expect(clausesIn(withClause({ ...two, ...withoutClause(two, "1") }))).toEqual(["2", "3"]);
});

test("instruments say whom they bind", () => {
  const text =
    "SAR Convention, 1979\n\nguidance: IAMSAR Manual\nITA: its Code\nEU2: its Rule\nSOLAS: V/33";
  expect(instrumentsIn(text, ["ITA", "EU2"])).toEqual([
    { citation: "SAR Convention, 1979", binds: "all", party: null },
    { citation: "IAMSAR Manual", binds: "guidance", party: null },
    { citation: "its Code", binds: "one", party: "ITA" },
    { citation: "its Rule", binds: "one", party: "EU2" },
    { citation: "SOLAS: V/33", binds: "all", party: null },
  ]);
  expect(instrumentsIn("TUN: its Code", ["ITA"])).toEqual([
    { citation: "its Code", binds: "one", party: "TUN" },
  ]);
});

const SQUARE = "34 00.0N 012 00.0E\n34 00.0N 013 00.0E\n35.0, 13.0\n35.0, 12.0";

test("a zone is written by its corners, in degrees and minutes or decimal", () => {
  expect(zoneFault(SQUARE)).toBeNull();
  expect(zoneOf(SQUARE)).toEqual({
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [12, 34],
          [13, 34],
          [13, 35],
          [12, 35],
          [12, 34],
        ],
      ],
    ],
  });
  expect(cornersIn(`${SQUARE}\n34 00.0N 012 00.0E`)).toEqual(cornersIn(SQUARE));
  expect(cornersIn(`${SQUARE}\n\n${SQUARE}`)).toHaveLength(2);
});

test("what is no zone says which line, or how many corners", () => {
  expect(zoneFault(`${SQUARE}\nsomewhere`)).toEqual({ unread: "somewhere" });
  expect(zoneFault("34 00.0N 012 00.0E\n35.0, 13.0")).toEqual({ few: 2 });
  expect(zoneFault("")).toBeNull();
  expect(zoneOf("")).toBeNull();
});

const corner = fc.tuple(
  fc.integer({ min: -180_000, max: 180_000 }).map((milli) => milli / 1000),
  fc.integer({ min: -90_000, max: 90_000 }).map((milli) => milli / 1000),
);

test("every area of plain rings is read back as it was written", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(corner, { minLength: 3, maxLength: 6, selector: String }), {
        minLength: 1,
        maxLength: 3,
      }),
      (rings) => {
        const closed = rings.map((ring) => [[...ring, ring[0] as [number, number]]]);
        const area = { type: "MultiPolygon", coordinates: closed } as Area;
        expect(isWritable(area)).toBe(true);
        expect(zoneOf(written(area))).toEqual(area);
      },
    ),
  );
});

const hole: Area = {
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
    [
      [4, 1],
      [6, 1],
      [6, 3],
      [4, 1],
    ],
  ],
};

/** A term as the server tells it, with everything said. */
const full = {
  id: "t",
  ordinal: 1,
  sentence: "",
  article: "Art. 7",
  grantor: "ITA",
  grantees: ["MLT"],
  kinds: ["vessel"],
  types: ["V2"],
  excluded_types: ["V9"],
  zone: zoneOf(SQUARE),
  zone_name: "The square",
  phases: ["alert", "distress"],
  situations: ["maritime"],
  valid_from: "2027-01-01T00:00:00Z",
  valid_until: null,
  visibility: "position",
  position_precision_nm: 2.5,
  position_delay_minutes: 10,
  incident_awareness: "coarse",
  feeds: ["lampedusa", "all-3"],
  may_request: true,
  fuel_points: false,
  clocks: { acknowledge: 5, clearance: 30 },
  entry: [
    {
      kinds: ["aircraft"],
      mode: "notify",
      lead_minutes: 20,
      contact: "RCC",
      landing: true,
      services: ["civil", "state"],
      unarmed: true,
      excluded_sensors: ["signals"],
    },
  ],
  costs: {
    rule: "full",
    free_hours: 2,
    currency: "EUR",
    rate_per_hour: 0,
    claim_days: 30,
    note: "fuel",
  },
  data_use: "d",
  command: "c",
  liability: "l",
  crew_status: "s",
};

const AUTHENTIC = {
  kind: "treaty",
  languages: ["en", "fr"],
  deposit: "UNTS 12345",
  sha256: "0f".repeat(32),
  file_name: "the text as signed.pdf",
};

const version = (...terms: object[]) =>
  ({
    note: "n",
    instruments: [{ citation: "A", binds: "one", party: "ITA" }],
    authentic: AUTHENTIC,
    prevails_over: ["OLD-1"],
    arrangement: [{ clause: 13, words: "By voice.\nIn writing within the hour." }],
    valid_from: "2027-01-01T00:00:00Z",
    valid_until: "2030-01-01T00:00:00Z",
    terms,
  }) as unknown as Version;

const again = (terms: object[]) => {
  const typed = typedOf(version(...terms));
  return {
    typed,
    text: textOf(new Values(typed, 0), clausesIn(typed), ["ITA", "MLT", "AGENCY1"], "now"),
  };
};

test("a text that stands is typed and read as what it was", () => {
  const { id, ordinal, sentence, ...body } = full;
  const { text } = again([full]);
  expect(text).toMatchObject({
    note: "n",
    instruments: [{ citation: "A", binds: "one", party: "ITA" }],
    authentic: AUTHENTIC,
    prevails_over: ["OLD-1"],
    arrangement: [{ clause: 13, words: "By voice.\nIn writing within the hour." }],
    valid_from: "2027-01-01T00:00:00.000Z",
    valid_until: "2030-01-01T00:00:00.000Z",
  });
  expect(text.terms[0]).toEqual({ ...body, valid_from: "2027-01-01T00:00:00.000Z" });
});

test("what the form cannot show of a clause is kept as it was", () => {
  const entry = [...full.entry, { kinds: [], mode: "request", lead_minutes: 0, contact: "" }];
  const { typed, text } = again([full, { ...full, zone: hole, entry }]);
  expect(keptOf(typed, "1")).toEqual([]);
  expect(keptOf(typed, "2")).toEqual(["zone", "entry"]);
  expect(text.terms[1]).toMatchObject({ zone: hole, entry });
});

test("the map is told the corners so far, by the article that names them", () => {
  const typed = { "1.article": "Art. 1", "1.zone": "34 00.0N 012 00.0E", "1.zone_name": "West" };
  expect(sketched(typed)).toEqual([{ name: "Art. 1 · West", corners: [[12, 34]] }]);
});
