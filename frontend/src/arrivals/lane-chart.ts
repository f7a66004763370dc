/** The lanes of the open incident, and what stands behind them. Pure. */

import type { Need } from "@/api/types";
import { presentOf } from "@/geo/present";
import { type Night, nights } from "@/geo/sun";
import { allFound } from "@/state/all-found";
import type { Picture } from "@/state/picture";
import { isAsking } from "@/state/request-states";
import { type Candidates, deploymentsOf } from "@/state/scene";
import { type Axis, axisOf } from "./axis";
import { type Around, candidateLane, deploymentLane, type Lane, offerLane } from "./lane";
import { type Step, stepsOf } from "./lane-steps";

const LEAST_CANDIDATES = 3;

export interface Chart {
  readonly lanes: readonly Lane[];
  /** Some unit was at work, and none is any more. */
  readonly hasLeft: boolean;
  /** The number of candidates that have no lane here. */
  readonly more: number;
  readonly axis: Axis;
  readonly nights: readonly Night[];
  readonly steps: readonly Step[];
  /** The times between which the immersion estimate runs out; never a reason to stop. */
  readonly bound: { readonly leastMs: number; readonly mostMs: number | null } | null;
  /** The need that the steps are of; null: none is known. */
  readonly need: {
    readonly what: string;
    /** As it is still wanted; as it was asked where coverage is not told here. */
    readonly wanted: number;
    /** Coverage is told here, or counts nothing yet, because somebody is being asked. */
    readonly told: boolean;
    readonly byMs: number | null;
    /** As the platform counts it: also what has no lane here; 0 while somebody is being asked. */
    readonly promised: number;
    /** Of some unit the room is not known: so many at least. */
    readonly atLeast: boolean;
    /** It is for persons, and everybody who was on board is found: no more is wanted. */
    readonly allFound: boolean;
    /** Units at work that come for no need: sent or hailed without a request. */
    readonly beside: number;
    /** Offered and not decided; 0 while somebody is being asked. */
    readonly offered: number;
  } | null;
}

export function chartOf(
  picture: Picture,
  incidentId: string,
  candidates: Candidates | null,
  expected: Around["expected"],
  nowMs: number,
  /** The number of lanes there is room for. */
  room: number,
): Chart {
  const asking = candidates?.incidentId === incidentId ? candidates.matches : null;
  const needs = needsOf(picture, incidentId);
  const main = mainNeed(needs);
  const need = asking ? asking.need : main;
  const by = new Map(needs.flatMap(({ id, by_at }) => (by_at ? [[id, Date.parse(by_at)]] : [])));
  const told = asking !== null || (main?.coverage ?? null) !== null;
  const inUnits = new Set(needs.flatMap(({ id, unit }) => (unit === "assets" ? [id] : [])));
  const around = { nowMs, by, inUnits, expected };
  const deployed = deploymentsOf(picture, incidentId).map((deployment) =>
    deploymentLane(deployment, around),
  );
  const offered = offersOf(picture, incidentId, around);
  const taken = new Set([...offered, ...deployed].map(({ pointed }) => pointed.id));
  const ranked = (asking?.items ?? []).flatMap((match) => {
    const lane = asking ? candidateLane(match, asking, nowMs) : null;
    return lane && !taken.has(lane.pointed.id) ? [lane] : [];
  });
  // What is to be decided stands first; whoever comes already is below it.
  const shown = ranked.slice(
    0,
    Math.max(LEAST_CANDIDATES, room - offered.length - deployed.length),
  );
  const soonest = soonestAt(nowMs);
  const lanes = [...shown, ...offered.sort(soonest), ...deployed.sort(soonest)];
  const axis = axisOf(lanes, nowMs);
  const place = placeOf(picture, incidentId, nowMs);
  return {
    lanes,
    hasLeft: deployed.length === 0 && hadAny(picture, incidentId),
    more: ranked.length - shown.length,
    axis,
    nights: place ? nights(axis.fromMs, axis.toMs, place) : [],
    steps: need && told ? stepsOf(lanes, need.id) : [],
    bound: boundOf(picture, incidentId),
    need: need && {
      what: need.what,
      // Nobody wanted is drawn as what was asked: all are found then.
      wanted: (asking ? 0 : main?.coverage?.wanted) || need.quantity,
      told,
      byMs: need.by_at ? Date.parse(need.by_at) : null,
      allFound: need.unit === "persons" && allFound(picture.incident.get(incidentId)),
      atLeast: !asking && (main?.coverage?.room_unknown.length ?? 0) > 0,
      beside: deployed.filter(({ needId, covers }) => needId === null && covers > 0).length,
      promised: asking ? 0 : (main?.coverage?.promised ?? 0),
      offered: asking ? 0 : sum(offered.filter(({ needId }) => needId === need.id)),
    },
  };
}

const hadAny = (picture: Picture, incidentId: string) =>
  [...picture.deployment.values()].some(({ incident_id }) => incident_id === incidentId);

const sum = (lanes: readonly Lane[]) => lanes.reduce((total, { covers }) => total + covers, 0);

/** By arrival; one that is there, no time of it told, stands before what is still to come. */
const soonestAt = (nowMs: number) => {
  const comes = ({ arrivesMs, arrived }: Lane) => arrivesMs ?? (arrived ? nowMs : Number.MAX_VALUE);
  return (a: Lane, b: Lane) => comes(a) - comes(b);
};

/** Offers to the case that are not decided, provisional ones too. */
function offersOf(picture: Picture, incidentId: string, around: Around): Lane[] {
  return [...picture.offer.values()]
    .filter(
      ({ incident_id, state, valid_until }) =>
        incident_id === incidentId &&
        UNDECIDED.has(state) &&
        Date.parse(valid_until) > around.nowMs,
    )
    .flatMap((offer) => offer.items.map((item) => offerLane(item, offer, around)));
}

const UNDECIDED = new Set(["provisional", "offered"]);

/** All that is asked for in the case. */
function needsOf(picture: Picture, incidentId: string): Need[] {
  return [...picture.request.values()]
    .filter((request) => request.incident_id === incidentId && isAsking(request))
    .flatMap(({ needs }) => needs.filter(({ withdrawn_at }) => withdrawn_at === null));
}

/** The first need for persons, else the first. */
function mainNeed(needs: readonly Need[]): Need | null {
  return needs.find(({ unit }) => unit === "persons") ?? needs[0] ?? null;
}

function boundOf(picture: Picture, incidentId: string): Chart["bound"] {
  const incident = picture.incident.get(incidentId);
  const immersion = incident?.view === "full" ? incident.immersion : null;
  if (!immersion) return null;
  const { least_at, most_at } = immersion;
  return { leastMs: Date.parse(least_at), mostMs: most_at === null ? null : Date.parse(most_at) };
}

function placeOf(
  picture: Picture,
  incidentId: string,
  nowMs: number,
): readonly [number, number] | null {
  const incident = picture.incident.get(incidentId);
  const point = incident?.view === "full" ? presentOf(incident, nowMs)?.now.point : incident?.cell;
  const [lon, lat] = point?.coordinates ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
}
