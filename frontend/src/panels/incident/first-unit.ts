/** The first able unit of a case, and who else could come: read for its lead while it is shown. */

import { readFirstUnit } from "@/api/leaving";
import type { FirstUnit, FullIncident } from "@/api/types";
import type { Fetched } from "@/data/fetched";
import { useRefreshed } from "@/data/refreshed";
import { useMe, usePicture } from "@/state/hooks";
import { worksVersion } from "@/state/scene";

/** One question at a time for all that is shown of it, by the minute and when the case changes. */
export function useFirstUnit(incident: FullIncident): Fetched<FirstUnit | null> {
  const { party } = useMe();
  const picture = usePicture();
  const { id } = incident;
  const looks =
    incident.lead.party === party &&
    incident.state === "open" &&
    (incident.datum !== null || incident.untasked !== null);
  const asked = [...picture.request.values()]
    .filter((one) => one.incident_id === id)
    .map((one) => `${one.id}:${one.version}`)
    .join();
  const basis = [incident, asked, worksVersion(picture, id)];
  return useRefreshed(id, String(looks), basis, (signal) =>
    looks ? readFirstUnit(id, signal) : Promise.resolve(null),
  );
}
