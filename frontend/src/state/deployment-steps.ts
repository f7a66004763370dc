/** Steps of a deployment that may follow, and who takes them, by the server's table. Pure. */

import {
  COUNTED,
  DEPLOYMENT,
  FACTS_OUT_OF_TURN,
  GRAVE,
  type MachineRow,
  SHIP,
  SHIP_FACTS_OUT_OF_TURN,
} from "@/api/machines";
import { TRAITS } from "@/api/traits";
import type {
  Asset,
  AssetType,
  Deployment,
  DeploymentState,
  FullDeployment,
  FullIncident,
  Need,
  PlainStep,
} from "@/api/types";
import type { Picture } from "./picture";
import { isAsking } from "./request-states";
import { deploymentsOf, isActive } from "./scene";

export interface Hands {
  readonly party: string;
  readonly watches: boolean;
  readonly coordinates: boolean;
}

/**
 * Steps that these hands may take with it now, the usual one first. People aboard may be landed
 * in every state. `closed`: its case is, and every step is a fact.
 */
export function stepsFor(work: FullDeployment, hands: Hands, closed = false): PlainStep[] {
  const usual = (work.ship_id ? SHIP : DEPLOYMENT)[work.state] ?? [];
  const facts = outOfTurn(work).filter(([action]) => closed || action === "deliver");
  return taken([...usual, ...facts], work, hands);
}

/** Facts that come out of turn, while its case is open: seldom, and not refused. */
export const seldomFactsFor = (work: FullDeployment, hands: Hands): PlainStep[] =>
  taken(
    outOfTurn(work).filter(([action]) => action !== "deliver"),
    work,
    hands,
  );

const RIDES = new Set<Asset["kind"]>(["team", "equipment", "expertise"]);

/**
 * Steps that nobody expects of such a unit: facts all the same, which stand with the seldom ones.
 * Nobody is taken aboard where there is no room by its type, and what is carried has no fuel.
 */
export function isUnlikely(
  action: PlainStep,
  work: FullDeployment,
  asset: Pick<Asset, "kind"> | undefined,
  type: Pick<AssetType, "capacity_normal" | "capacity_extreme"> | undefined,
): boolean {
  if (action === "refuel") return asset !== undefined && RIDES.has(asset.kind);
  if (action !== "load" || work.persons > 0 || hasAnybody(work)) return false;
  return type !== undefined && !type.capacity_normal && !type.capacity_extreme;
}

/** Steps that have a form of their own: where the fuel is, when it will be there. */
const ASKS: ReadonlySet<PlainStep> = new Set<PlainStep>(["refuel", "promise"]);

/** Whether the step asks nothing: one key takes it, as of now. */
export const isPlain = (action: PlainStep) =>
  !COUNTED.has(action) && !GRAVE.has(action) && !ASKS.has(action);

/** The plain steps that may be told with the time at which they were, the usual ones first. */
export const plainSteps = (work: FullDeployment, hands: Hands, closed = false): PlainStep[] => [
  ...new Set([...stepsFor(work, hands, closed), ...seldomFactsFor(work, hands)].filter(isPlain)),
];

/** Whether the unit is still to come after the step: an arrival may be promised with it. */
export function isOnWayAfter({ ship_id, state }: Deployment, action: string | undefined): boolean {
  const tables = ship_id ? [SHIP, SHIP_FACTS_OUT_OF_TURN] : [DEPLOYMENT, FACTS_OUT_OF_TURN];
  const rows = tables.flatMap((table) => table[state] ?? []);
  const next = rows.find(([name]) => name === action)?.[3];
  return next !== undefined && TRAITS[next as DeploymentState].before_scene;
}

/** Whether anybody is known to be aboard, alive or dead. */
export const hasAnybody = (work: Deployment) =>
  work.view === "full" && (livingAboard(work) || deadAboard(work) > 0);

/** Whether anybody living is aboard, counted or not. */
export const livingAboard = ({ aboard, uncounted_aboard }: FullDeployment) =>
  aboard > 0 || uncounted_aboard;

/** Whether people are still to be delivered by it, or those that it landed to be counted. */
export const isLeftToTell = (work: Deployment) =>
  hasAnybody(work) || (work.view === "full" && work.uncounted_delivered);

/** The dead aboard it, as far as anybody has told. */
export const deadAboard = ({ dead, dead_landed }: FullDeployment) => dead - dead_landed;

type Steps = readonly MachineRow<PlainStep>[];

function outOfTurn({ ship_id, state, arrived_at }: FullDeployment): Steps {
  const facts = (ship_id ? SHIP_FACTS_OUT_OF_TURN : FACTS_OUT_OF_TURN)[state] ?? [];
  return facts.filter(([action]) => !(action === "arrive" && arrived_at));
}

const taken = (steps: Steps, work: FullDeployment, hands: Hands): PlainStep[] =>
  steps
    .filter(([action, sides, act]) => {
      // Calling away asks more than the state: see `mayCallAway`.
      if (action === "call-away" || (action === "deliver" && !hasAnybody(work))) return false;
      const may = act === "coordinate" ? hands.coordinates : hands.watches;
      const owns = sides.includes("owner") && work.party === hands.party;
      const directs = [work.lead_party, work.hailed_by].includes(hands.party);
      const leads = sides.includes("lead") && directs;
      return may && (owns || leads);
    })
    .map(([action]) => action);

/** Whether the unit is known to be where it can take survivors over. */
export const takesOver = ({ ship_id, state }: Deployment) =>
  TRAITS[state][ship_id ? "ship_takes" : "takes"] !== null;

/** Whether the unit is known to have, or to have had, people aboard, alive or dead. */
const givesOver = (work: FullDeployment) => hasAnybody(work) || TRAITS[work.state].gives !== null;

/**
 * Units that may take over those aboard, alive and dead, told by their unit's owner or the lead. It
 * is a fact: also by one that is not known to be there, those that are known to be first.
 */
export function takersOf(picture: Picture, work: FullDeployment, hands: Hands): Deployment[] {
  if (!hands.watches || !givesOver(work) || !work.incident_id) return [];
  if (![work.party, work.lead_party, work.hailed_by].includes(hands.party)) return [];
  return deploymentsOf(picture, work.incident_id)
    .filter(({ id }) => id !== work.id)
    .sort((one, other) => Number(takesOver(other)) - Number(takesOver(one)));
}

/** Other cases that its lead may send it to. */
export function casesOf(picture: Picture, work: FullDeployment, { party }: Hands): FullIncident[] {
  return [...picture.incident.values()].flatMap((other) =>
    other.view === "full" &&
    other.id !== work.incident_id &&
    other.state === "open" &&
    other.lead.party === party
      ? [other]
      : [],
  );
}

/** A case that its lead may send it to, or a need that is asked for there. */
export interface Aim {
  readonly incident: FullIncident;
  readonly need: Need | null;
}

/** Each case first, then the needs asked for in it: unnamed, the only open one that fits is met. */
export function aimsOf(picture: Picture, work: FullDeployment, hands: Hands): Aim[] {
  const asked = [...picture.request.values()].filter(
    (request) => isAsking(request) && request.party === hands.party,
  );
  return casesOf(picture, work, hands).flatMap((incident) => [
    { incident, need: null },
    ...asked
      .filter((request) => request.incident_id === incident.id)
      .flatMap((request) => request.needs)
      .filter((need) => !need.withdrawn_at)
      .map((need) => ({ incident, need })),
  ]);
}

/**
 * From an exercise its owner or lead may call it away to real work, which an installation that is
 * itself an exercise does not hold.
 */
export function mayCallAway(
  picture: Picture,
  work: FullDeployment,
  { watches, party }: Hands,
  inside: { exercise: boolean },
): boolean {
  const about =
    picture.incident.get(work.incident_id ?? "") ?? picture.request.get(work.request_id ?? "");
  const played = !inside.exercise && about?.exercise === true;
  const theirs = work.party === party || work.lead_party === party;
  return played && watches && theirs && work.asset_id !== null && isActive(work);
}

/** Its owner may bind it for longer or shorter. */
export function mayExtend(work: FullDeployment, { watches, party }: Hands): boolean {
  return watches && work.party === party && work.asset_id !== null && isActive(work);
}
