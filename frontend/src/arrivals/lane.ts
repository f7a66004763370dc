/** One lane: what a candidate, an offered or a deployed unit does from now on, as spans of time. Pure. */

import { TRAITS } from "@/api/traits";
import type {
  Deployment,
  ExpectedTime,
  FuelStop,
  FullDeployment,
  Match,
  Matches,
  Offer,
  Verdict,
} from "@/api/types";
import { comesMs } from "@/state/arriving";
import type { Pointed } from "@/state/pointing";
import { matchId } from "@/state/scene";

const MINUTE_MS = 60_000;

/** `away`: it has left the scene and is not back: fuel, landing survivors, on its way home. */
export type SpanKind =
  | "notice"
  | "clearance"
  | "fuel"
  | "under_way"
  | "on_scene"
  | "away"
  | "overdue";

export interface Span {
  readonly kind: SpanKind;
  readonly fromMs: number;
  /** null: no end is known. */
  readonly toMs: number | null;
  /** Nobody has told that it began then: it may have been there before. */
  readonly loose?: boolean;
}

/** `not_here`: it is there, and other parties are not told since when; `by_nobody`: nobody has told. */
export type Untold = NonNullable<ExpectedTime["why"]> | "not_yet" | "not_here" | "by_nobody";

export interface Lane {
  readonly key: string;
  /** The thing hovered and chosen with it, on the map too. */
  readonly pointed: Pointed & { readonly thing: "asset" | "ship" };
  readonly party: string | null;
  readonly name: string;
  readonly kind: "candidate" | "offer" | "deployment";
  readonly verdict: Verdict | null;
  readonly state: Deployment["state"] | Offer["state"] | null;
  readonly spans: readonly Span[];
  /** Its time of arrival, to come or past; null: nobody has said. */
  readonly arrivesMs: number | null;
  /** The reason why no time of arrival stands here; null: one does. */
  readonly untold: Untold | null;
  /** Its time of arrival is promised by somebody, and none is expected. */
  readonly byPromise: boolean;
  readonly arrived: boolean;
  /** Early and late, 10 % and 90 %. */
  readonly bandMs: readonly [early: number, late: number] | null;
  /** The need it is for; null: the one being asked about now. */
  readonly needId: string | null;
  /** The part of that need it covers, in the need's own unit. */
  readonly covers: number;
  readonly late: boolean;
  /** It should have been there, and nobody has reported it: no time is expected any more. */
  readonly overdue: boolean;
  /** Its fuel ends its time on scene, by a full tank, and it has used some: nobody tells how much. */
  readonly byFullTank: boolean;
}

/** A ranked candidate, as though it were called now; null when its time is not known. */
export function candidateLane(match: Match, { need }: Matches, nowMs: number): Lane | null {
  const { time, band_minutes: band, rank } = match;
  if (!time || rank === null) return null;
  const after = (minutes: number) => nowMs + minutes * MINUTE_MS;
  const leaves = after(time.notice_minutes + time.wait_minutes);
  const border = leaves + time.border_minutes * MINUTE_MS;
  const arrives = after(time.total_minutes);
  const stays = match.on_scene_minutes;
  return {
    key: `candidate-${matchId(match)}`,
    pointed: { thing: match.asset_id ? "asset" : "ship", id: matchId(match) },
    party: match.party,
    name: match.name,
    kind: "candidate",
    verdict: match.verdict,
    state: null,
    spans: told([
      { kind: "notice", fromMs: nowMs, toMs: leaves },
      ...underWay(leaves, arrives, [
        { kind: "clearance", fromMs: border, toMs: border + time.hold_minutes * MINUTE_MS },
        // Called now, however old the answer is.
        ...fuelled(match.fuel_stops, arrives - Date.parse(time.eta_at)),
      ]),
      {
        kind: "on_scene",
        fromMs: arrives,
        toMs: stays === null ? null : arrives + stays * MINUTE_MS,
      },
    ]),
    arrivesMs: arrives,
    untold: null,
    byPromise: false,
    arrived: false,
    bandMs: band && [after(band.p10), after(band.p90)],
    needId: null,
    covers: match.covers,
    late: need.by_at !== null && arrives > Date.parse(need.by_at),
    overdue: false,
    byFullTank: stays !== null && match.reasons.some(({ code }) => code === "full_tank_assumed"),
  };
}

export interface Around {
  readonly nowMs: number;
  /** The time by which each need wants it. */
  readonly by: ReadonlyMap<string, number>;
  /** The needs that are counted in units; all others in persons. */
  readonly inUnits: ReadonlySet<string>;
  readonly expected: ReadonlyMap<string, ExpectedTime>;
}

/** One item of an offer that is not decided yet: what it would do if it were accepted now. */
export function offerLane(item: Offer["items"][number], offer: Offer, around: Around): Lane {
  return {
    key: `offer-${item.id}`,
    pointed: { thing: "asset", id: item.asset_id },
    party: offer.party,
    name: item.name,
    kind: "offer",
    verdict: null,
    state: offer.state,
    ...coming({ ...item, waits: true, left_at: null, from_at: null }, around),
    arrived: false,
    needId: item.need_id,
    covers: around.inUnits.has(item.need_id ?? "") ? item.quantity : item.persons || item.quantity,
  };
}

/** A deployment: until it arrives as it is expected now, from then on as it was. */
export function deploymentLane(deployment: Deployment, around: Around): Lane {
  const { state } = deployment;
  const { waits, before_scene } = TRAITS[state];
  const whole = deployment.view === "full" ? deployment : null;
  const needId = whole?.need_id ?? null;
  const way = coming(
    {
      id: deployment.id,
      waits,
      // To whom it is told in brief nobody tells when it was called.
      from_at: whole?.from_at ?? null,
      left_at: whole?.left_at ?? null,
      promised_at: whole?.promised_at ?? null,
      until_at: whole?.until_at ?? null,
      need_id: needId,
    },
    around,
  );
  const first = at(whole?.arrived_at ?? null);
  const thing = deployment.asset_id ? "asset" : "ship";
  const gone =
    whole && first !== null ? [...left(whole, first), ...stayed(whole, around.nowMs)] : [];
  return {
    key: `deployment-${deployment.id}`,
    pointed: { thing, id: deployment.asset_id ?? deployment.ship_id ?? deployment.id },
    party: deployment.party,
    name: deployment.name,
    kind: "deployment",
    verdict: null,
    state,
    ...way,
    ...(!before_scene && {
      spans: told(gone),
      arrivesMs: first,
      untold: first !== null ? null : whole ? "by_nobody" : "not_here",
      byPromise: false,
      bandMs: null,
      late: first !== null && first > (around.by.get(needId ?? "") ?? Infinity),
      overdue: false,
      byFullTank: whole?.stints.some((one) => !one.until_at && one.fuel_until_at) ?? false,
    }),
    ...(before_scene && whole && { late: way.late || whole.late !== null }),
    arrived: !before_scene,
    needId,
    covers: whole ? coversOf(whole, around.inUnits.has(needId ?? "")) : 0,
  };
}

/** As the server counts it: units; or persons, those recovered and the room for more. */
function coversOf(work: FullDeployment, inUnits: boolean): number {
  const { persons, aboard, recovered, quantity, state } = work;
  if (inUnits || persons === 0) return quantity;
  // Beside people who are not counted nobody knows the room.
  const surely = TRAITS[state].counts === "promised" && !work.uncounted_aboard;
  return recovered + (surely ? Math.max(0, persons - aboard) : 0);
}

interface Coming {
  readonly id: string;
  readonly waits: boolean;
  readonly from_at: string | null;
  readonly left_at: string | null;
  readonly promised_at: string | null;
  readonly until_at: string | null;
  readonly need_id: string | null;
}

/**
 * The bar of a unit that is not there yet. While it waits its notice goes on until it is expected
 * to leave, or until now if nobody knows. One that is overdue has no time: what it should have
 * taken is over.
 */
function coming(one: Coming, { nowMs, by, expected }: Around) {
  const time = expected.get(one.id);
  const arrives = comesMs(time, one.promised_at);
  const was = at(time?.was_at ?? null);
  const overdue = time?.why === "overdue" || (arrives !== null && arrives < nowMs);
  const end = overdue ? (was ?? arrives) : arrives;
  const from = at(one.from_at) ?? nowMs;
  const leaves = one.waits
    ? Math.max(at(time?.leaves_at ?? null) ?? nowMs, nowMs)
    : (at(one.left_at) ?? Math.min(at(time?.leaves_at ?? null) ?? from, nowMs));
  const off = Math.min(leaves, end ?? leaves);
  const stays = time?.on_scene_minutes ?? null;
  const [early, late] = [at(time?.early_at ?? null), at(time?.late_at ?? null)];
  const dueMs = by.get(one.need_id ?? "") ?? Infinity;
  return {
    spans: told([
      { kind: "notice", fromMs: from, toMs: off },
      ...(one.waits && end === null
        ? []
        : underWay(off, end, [...cleared(time), ...fuelled(time?.fuel_stops ?? [], 0)])),
      ...(overdue && end !== null ? [{ kind: "overdue" as const, fromMs: end, toMs: nowMs }] : []),
      ...(end !== null && !overdue
        ? [
            {
              kind: "on_scene" as const,
              fromMs: end,
              toMs: least(at(one.until_at), stays === null ? null : end + stays * MINUTE_MS),
            },
          ]
        : []),
    ]),
    arrivesMs: end,
    untold: end === null ? (time?.why ?? ("not_yet" as const)) : null,
    byPromise: end !== null && !overdue && !time?.at,
    bandMs: early !== null && late !== null ? ([early, late] as const) : null,
    late: overdue || (end !== null && end > dueMs),
    overdue,
    byFullTank: stays !== null && end !== null && !overdue && time?.full_tank === true,
  };
}

type Break = Span & { readonly kind: "clearance" | "fuel"; readonly toMs: number };

/** The wait at a border for clearance. */
function cleared(time: ExpectedTime | undefined): Break[] {
  const [fromMs, toMs] = [at(time?.border_at ?? null), at(time?.clear_at ?? null)];
  return fromMs === null || toMs === null ? [] : [{ kind: "clearance", fromMs, toMs }];
}

/** The stops for fuel on the way, so much later than they are told. */
const fuelled = (stops: readonly FuelStop[], laterMs: number): Break[] =>
  stops.flatMap(({ from_at, minutes }) => {
    const fromMs = at(from_at);
    if (fromMs === null) return [];
    const toMs = fromMs + minutes * MINUTE_MS;
    return [{ kind: "fuel", fromMs: fromMs + laterMs, toMs: toMs + laterMs }];
  });

/** On its way, with the breaks between. */
function underWay(fromMs: number, toMs: number | null, breaks: readonly Break[]): Span[] {
  if (toMs === null) return [{ kind: "under_way", fromMs, toMs }];
  const spans: Span[] = [];
  let goesMs = fromMs;
  for (const one of [...breaks].sort((a, b) => a.fromMs - b.fromMs)) {
    const stops = Math.min(Math.max(one.fromMs, goesMs), toMs);
    const ends = Math.min(Math.max(one.toMs, stops), toMs);
    spans.push({ kind: "under_way", fromMs: goesMs, toMs: stops });
    spans.push({ kind: one.kind, fromMs: stops, toMs: ends });
    goesMs = ends;
  }
  return [...spans, { kind: "under_way", fromMs: goesMs, toMs }];
}

/** The past of a unit on scene: when it left is known, or not. */
function left({ from_at, left_at }: FullDeployment, arrivedMs: number): Span[] {
  const leftMs = Math.min(at(left_at) ?? Date.parse(from_at), arrivedMs);
  return [
    { kind: "notice", fromMs: Date.parse(from_at), toMs: leftMs },
    { kind: "under_way", fromMs: leftMs, toMs: arrivedMs },
  ];
}

/** Each time on scene, until its fuel or what was agreed ends it; and how long it was away. */
function stayed({ stints, until_at }: FullDeployment, nowMs: number): Span[] {
  return stints.flatMap((stint, n): Span[] => {
    const from = Date.parse(stint.from_at);
    const until = at(stint.until_at);
    const loose = stint.began !== "arrived";
    if (until !== null) {
      const back = at(stints[n + 1]?.from_at ?? null) ?? nowMs;
      return [
        { kind: "on_scene", fromMs: from, toMs: until, loose },
        { kind: "away", fromMs: until, toMs: back },
      ];
    }
    const ends = least(at(until_at), at(stint.fuel_until_at));
    const over = ends !== null && ends < nowMs;
    return [
      { kind: "on_scene", fromMs: from, toMs: ends === null ? null : Math.max(ends, from), loose },
      ...(over ? [{ kind: "overdue" as const, fromMs: Math.max(ends, from), toMs: nowMs }] : []),
    ];
  });
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** The sooner one; null: neither is known. */
const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** Spans that take time; one without an end is kept. */
const told = (spans: readonly Span[]): Span[] =>
  spans.filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs);
