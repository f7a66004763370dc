/** The people of a case in one line, wherever it is shown. */

import type { FullIncident } from "@/api/types";
import { foundText, kindsText } from "@/state/found-text";

export function People({ incident, placed }: { incident: FullIncident; placed?: boolean }) {
  const line = foundText(incident, placed);
  if (!line) return null;
  const { outstanding_max } = incident.people ?? {};
  const kinds = placed ? kindsText(incident) : "";
  return (
    <>
      <p className={outstanding_max === 0 ? "strong people" : "strong people short"}>{line}</p>
      {kinds && <p className="muted">{kinds}</p>}
    </>
  );
}
