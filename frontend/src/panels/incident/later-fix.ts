/** A reported position that is a better datum than the one that stands: for the lead to take. Pure. */

import type { FullIncident, ReportedPosition } from "@/api/types";
import { driftHours } from "@/geo/present";

/**
 * The latest of those that are of later than the datum, and by now less uncertain than it. One of
 * two solutions of a beacon is no fix.
 */
export function laterFix(incident: FullIncident, nowMs: number): ReportedPosition | null {
  const { datum, latest_positions, state } = incident;
  if (state === "closed") return null;
  const growth = datum?.growth_kn ?? 0;
  const byNow = (at: string, nm: number) => nm + growth * driftHours(Date.parse(at), nowMs);
  const later = latest_positions.filter(
    ({ at, error_nm, doppler }) =>
      !doppler &&
      (!datum ||
        (Date.parse(at) > Date.parse(datum.at) &&
          byNow(at, error_nm) < byNow(datum.at, datum.uncertainty_nm))),
  );
  return later.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}
