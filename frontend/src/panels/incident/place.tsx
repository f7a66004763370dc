/** The present place of a case: taken as its datum by the lead, as a later fix is. */

import { write } from "@/api/client";
import type { FullIncident, ReportedPosition } from "@/api/types";
import { ddm, utc } from "@/geo/format";
import { hasChanged, presentOf } from "@/geo/present";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNow } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { Trouble } from "@/ui/trouble";
import { laterFix } from "./later-fix";

const said = formWords.place;

export default function Place({ incident }: { incident: FullIncident }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const now = useNow(5_000);
  const { busy, error, act } = useAct();
  const present = presentOf(incident, now);
  const leads = watches && incident.lead.party === me.party && incident.state !== "closed";
  const fix = laterFix(incident, now);
  const drifted = leads && present !== null && !present.unknown && hasChanged(present);
  const takePresent = () =>
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/datum/drift", {
        path: { incident_id: incident.id },
      }),
    );
  useKey("t", drifted ? takePresent : null);
  return (
    <>
      {fix && (
        <div className="card call stack tight">
          <p>
            {said.laterFix(
              `${ddm(fix.point)} ±${fix.error_nm} nm`,
              utc(Date.parse(fix.at), now),
              fix.source,
            )}{" "}
            {leads ? said.yoursToTake : said.theirsToTake}
          </p>
          {leads && (
            <div className="row">
              <button
                type="button"
                className="main"
                disabled={busy}
                onClick={() => act((key) => takeFix(key, incident, fix))}
              >
                {said.takeFix}
              </button>
            </div>
          )}
        </div>
      )}
      <Trouble error={error} />
      {drifted && (
        <div className="row">
          <button type="button" disabled={busy} onClick={takePresent}>
            {said.takePresent} <kbd>T</kbd>
          </button>
        </div>
      )}
    </>
  );
}

/** The drift that was given stays: the fix says where it is, not how it moves. */
function takeFix(key: string, { id, datum }: FullIncident, fix: ReportedPosition) {
  const [lon = 0, lat = 0] = fix.point.coordinates;
  const { drift_course_deg: course_deg = null, drift_speed_kn: speed_kn = null } = datum ?? {};
  return write(key, "POST", "/api/incidents/{incident_id}/datum", {
    path: { incident_id: id },
    body: {
      point: { type: "Point", coordinates: [lon, lat] },
      at: fix.at,
      uncertainty_nm: fix.error_nm,
      drift: course_deg === null || speed_kn === null ? null : { course_deg, speed_kn },
      reason: said.fixReason,
    },
  });
}
