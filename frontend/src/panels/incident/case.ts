/** A case: as the picture has it, or, once it is closed and gone from there, read by itself. */

import { readIncident } from "@/api/read-incident";
import type { Incident } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { usePicture, useTouched } from "@/state/hooks";
import { worksVersion } from "@/state/scene";

export interface Case {
  readonly incident: Incident | null;
  /** Closed, or not in the picture: not all that it needed and who answered are there. */
  readonly past: boolean;
  readonly busy: boolean;
}

export function useCase(id: string): Case {
  const picture = usePicture();
  const known = picture.incident.get(id) ?? null;
  const missing = known === null && picture.number > 0;
  const touched = `${useTouched(id)} ${missing ? worksVersion(picture, id) : ""}`;
  const { value, busy } = useFetched(missing ? id : "", touched, async (signal) =>
    missing ? readIncident(id, signal) : null,
  );
  const incident = known ?? value;
  const past = known === null || known.state === "closed";
  return { incident, past, busy: known === null && busy };
}
