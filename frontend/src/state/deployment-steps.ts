/** Steps of a deployment that may follow, and who takes them; the server's table decides. Pure. */

import type {
  Deployment,
  DeploymentState,
  FullDeployment,
  FullIncident,
  Need,
  PlainStep,
} from "@/api/types";
import type { Picture } from "./picture";
import { deploymentsOf, isActive } from "./scene";

type Side = "owner" | "lead" | "directs";
type Row = readonly [action: PlainStep, side: Side];

const BEFORE_SCENE: readonly Row[] = [
  ["stand-down", "directs"],
  ["recall", "owner"],
];

/** The usual next step first. */
const ASSET: Partial<Record<DeploymentState, readonly Row[]>> = {
  committed: [["depart", "owner"], ["mobilise", "owner"], ...BEFORE_SCENE],
  mobilising: [["get-underway", "owner"], ...BEFORE_SCENE],
  underway: [["arrive", "owner"], ...BEFORE_SCENE],
  on_scene: [
    ["load", "owner"],
    ["deliver", "owner"],
    ["refuel", "owner"],
    ["release", "directs"],
    ["recall", "owner"],
  ],
  refuelling: [
    ["resume", "owner"],
    ["recall", "owner"],
  ],
  loaded: [
    ["deliver", "owner"],
    ["load", "owner"],
    ["recall", "owner"],
  ],
  delivered: [
    ["resume", "owner"],
    ["deliver", "owner"],
    ["release", "directs"],
    ["recall", "owner"],
  ],
  released: [
    ["return", "owner"],
    ["recall", "owner"],
  ],
  returning: [
    ["returned", "owner"],
    ["recall", "owner"],
  ],
  recalled: [["deliver", "owner"]],
  diverted: [["deliver", "owner"]],
};

const SHIP: Partial<Record<DeploymentState, readonly Row[]>> = {
  hailed: [
    ["proceed", "lead"],
    ["unable", "lead"],
    ["release", "directs"],
  ],
  proceeding: [
    ["arrive", "lead"],
    ["unable", "lead"],
    ["release", "directs"],
  ],
  on_scene: [
    ["embark", "lead"],
    ["release", "directs"],
  ],
  embarked: [
    ["deliver", "lead"],
    ["embark", "lead"],
    ["release", "directs"],
  ],
};

export interface Hands {
  readonly party: string;
  readonly watches: boolean;
  readonly coordinates: boolean;
}

/** Steps that these hands may take with it now. */
export function stepsFor(work: FullDeployment, hands: Hands): PlainStep[] {
  const rows = (work.ship_id ? SHIP : ASSET)[work.state] ?? [];
  return rows
    .filter(([action, side]) => {
      if (action === "deliver" && work.aboard === 0) return false;
      if (side === "owner") return hands.watches && work.party === hands.party;
      const leads = work.lead_party === hands.party;
      return leads && (side === "lead" ? hands.watches : hands.coordinates);
    })
    .map(([action]) => action);
}

/** States in which a unit can take survivors over. */
const TAKES: ReadonlySet<DeploymentState> = new Set<DeploymentState>([
  "on_scene",
  "loaded",
  "delivered",
  "embarked",
]);

/** Units that may take over those aboard, decided by their unit's owner or the lead. */
export function takersOf(picture: Picture, work: FullDeployment, hands: Hands): Deployment[] {
  if (!hands.watches || work.aboard === 0 || !work.incident_id) return [];
  if (![work.party, work.lead_party].includes(hands.party)) return [];
  return deploymentsOf(picture, work.incident_id).filter(
    (taker) => taker.id !== work.id && TAKES.has(taker.state),
  );
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
    ({ state, party }) => (state === "open" || state === "filled") && party === hands.party,
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

/** Steps that must say how many persons. */
export const COUNTED: ReadonlySet<PlainStep> = new Set<PlainStep>(["load", "embark", "deliver"]);
/** Steps that take help away: asked once more. */
export const GRAVE: ReadonlySet<PlainStep> = new Set<PlainStep>([
  "recall",
  "call-away",
  "stand-down",
  "unable",
  "release",
]);
