/** Which steps of a deployment may follow, and who takes them; the server's table decides. Pure. */

import type { DeploymentState, FullDeployment, PlainStep } from "@/api/types";

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

/** What these hands may do with it now. */
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

/** Steps that must say how many persons. */
export const COUNTED: ReadonlySet<PlainStep> = new Set<PlainStep>(["load", "embark", "deliver"]);
/** Steps that take help away: asked once more. */
export const GRAVE: ReadonlySet<PlainStep> = new Set<PlainStep>([
  "recall",
  "stand-down",
  "unable",
  "release",
]);
