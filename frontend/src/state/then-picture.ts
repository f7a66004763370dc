/** A case as it was, as a picture like that of now: of that case alone. Pure. */

import type { Asset, Deployment, FullIncident, PastCase, Position } from "@/api/types";
import type { PastShown } from "./past-shown";
import { NOTHING, type Picture, type Thing, type Things } from "./picture";
import { completed, microsOf, msOf } from "./replay";

const OF_CASE = ["request", "offer", "deployment", "clearance"] as const satisfies readonly Thing[];

/** Only directories are as of now: parties and centres. */
export function pastOf(answer: PastCase, now: Picture): PastShown {
  const positions = new Map(answer.positions.map((one) => [one.id, one]));
  const of = <T extends Thing>(thing: T, rows: readonly object[]) =>
    new Map(
      rows.map((row) => {
        const { id } = row as { id: string };
        const known: ReadonlyMap<string, object> = now[thing];
        const sample = known.get(id) ?? first(known);
        return [id, completed(row, sample) as Things[T]];
      }),
    );
  const things = Object.fromEntries(OF_CASE.map((thing) => [thing, of(thing, answer[thing])]));
  const picture: Picture = {
    ...NOTHING,
    number: answer.number,
    party: now.party,
    centre: now.centre,
    incident: of("incident", answer.incident ? [answer.incident] : []),
    ...things,
  };
  const asset = new Map(
    [...picture.deployment.values()].flatMap((work) => {
      const position = positions.get(work.asset_id ?? "");
      return position ? [[position.id, unitOf(work, position, now)] as const] : [];
    }),
  );
  return {
    caseId: answer.incident_id,
    atMs: msOf(microsOf(answer.at) ?? 0),
    picture: { ...picture, asset },
    positions,
  };
}

const first = <T>(rows: ReadonlyMap<string, T>): T | undefined => rows.values().next().value;

/** The unit by what does not change with time: its readiness then is not told. */
function unitOf(work: Deployment, { id }: Position, now: Picture): Asset {
  const { name, party } = work;
  const known: Partial<Asset> = now.asset.get(id) ?? {};
  const type = known.type ?? ("type" in work ? work.type : "");
  return {
    id,
    name,
    party: party ?? known.party ?? "",
    type,
    kind: work.kind,
    callsign: known.callsign ?? null,
    own: known.own ?? false,
    readiness: null,
    base: null,
  } as unknown as Asset;
}

/** The case of then, where it was in the picture. */
export function caseThen({ picture, caseId }: PastShown): FullIncident | null {
  const incident = picture.incident.get(caseId);
  return incident?.view === "full" ? incident : null;
}
