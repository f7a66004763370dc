/** A party's alarms of another's requests below distress, silent until an instant. Pure. */

import type { Muting, Request } from "@/api/types";
import type { Picture } from "./picture";

/** Past its time it is over, whether the record has told so yet or not. */
export const isQuiet = ({ until_at }: Muting, nowMs: number) => Date.parse(until_at) > nowMs;

/** The muting by which the alarms of `party` of requests by `asker` are silent. */
export function mutingOf(
  { muting }: Picture,
  party: string,
  asker: string,
  nowMs: number,
): Muting | undefined {
  return [...muting.values()].find(
    (one) => one.party === party && one.of_party === asker && isQuiet(one, nowMs),
  );
}

/** The same, of one request: distress rings, also one that one person's word alone has ended, and so
 * does a case of which the phase is not known. */
export function mutes(
  picture: Picture,
  { party: asker, incident_id }: Pick<Request, "party" | "incident_id">,
  party: string,
  nowMs: number,
): Muting | undefined {
  const incident = picture.incident.get(incident_id ?? "");
  const rings =
    incident_id &&
    (!incident?.phase ||
      incident.phase === "distress" ||
      (incident.view === "full" &&
        incident.assessment?.suggestion.reasons.some(({ ground }) => ground === "left_distress")));
  return rings ? undefined : mutingOf(picture, party, asker, nowMs);
}
