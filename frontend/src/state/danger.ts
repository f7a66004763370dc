/** The order of cases by danger: never by the age of paper. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment, ExpectedTime, Incident } from "@/api/types";
import type { Duty } from "./alarms";
import { comesMs } from "./arriving";
import { PHASES } from "./case-duties";
import type { Picture } from "./picture";

export interface Urgent {
  readonly incident: Incident;
  /** Its most urgent duty. */
  readonly duty: Duty | null;
}

/** So long a case counts as new, and as so many people where nobody knows (house figures). */
const NEW_MS = 60 * 60_000;
const NOT_KNOWN = 10;

/**
 * Cases that are not closed: by phase, then most people on board, then those of the last hour,
 * then whom help reaches last, nobody's first; then the newest.
 */
export function byDanger(
  picture: Picture,
  duties: readonly Duty[],
  expected: ReadonlyMap<string, ExpectedTime>,
  nowMs: number,
): Urgent[] {
  const helpMs = firstHelp(picture, expected);
  const isNew = (incident: Incident) =>
    incident.view === "full" && nowMs - Date.parse(incident.opened_at) < NEW_MS;
  const waits = ({ id }: Incident) => helpMs.get(id) ?? Number.MAX_VALUE;
  return [...picture.incident.values()]
    .filter((incident) => incident.state !== "closed")
    .sort(
      (one, other) =>
        rank(one) - rank(other) ||
        people(other) - people(one) ||
        Number(isNew(other)) - Number(isNew(one)) ||
        waits(other) - waits(one) ||
        (one.id < other.id ? 1 : -1),
    )
    .map((incident) => ({
      incident,
      duty: duties.find((duty) => duty.incidentId === incident.id) ?? null,
    }));
}

/** Closed cases of which something is left to do, each once, in the order of the duties. */
export function ended(picture: Picture, duties: readonly Duty[]): Urgent[] {
  const found = new Map<string, Urgent>();
  for (const duty of duties) {
    const incident = picture.incident.get(duty.incidentId ?? "");
    if (!PAST_THE_END.has(duty.kind) || incident?.state !== "closed") continue;
    if (!found.has(incident.id)) found.set(incident.id, { incident, duty });
  }
  return [...found.values()];
}

const PAST_THE_END: ReadonlySet<Duty["kind"]> = new Set<Duty["kind"]>(["lost_list", "acted"]);

function rank(incident: Incident): number {
  const suspended = incident.state === "suspended" ? PHASES.length : 0;
  return suspended + PHASES.indexOf(incident.phase);
}

const people = (incident: Incident) =>
  incident.view === "full" ? (incident.pob.max ?? incident.pob_highest ?? NOT_KNOWN) : NOT_KNOWN;

/** By case, when the first unit is there as far as is known; 0: one is or was. */
function firstHelp(
  picture: Picture,
  expected: ReadonlyMap<string, ExpectedTime>,
): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const work of picture.deployment.values()) {
    const atMs = helpMs(work, expected.get(work.id));
    if (!work.incident_id || atMs === null) continue;
    first.set(work.incident_id, Math.min(atMs, first.get(work.incident_id) ?? atMs));
  }
  return first;
}

function helpMs(work: Deployment, time: ExpectedTime | undefined): number | null {
  const { before_scene, counts } = TRAITS[work.state];
  if (before_scene) return comesMs(time, work.view === "full" ? work.promised_at : null);
  return counts === "nothing" ? null : 0;
}
