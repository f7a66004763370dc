/** The units of a closed case that are not home yet, with what they report. */

import type { FullIncident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { isLeftToTell } from "@/state/deployment-steps";
import { useNow, usePicture } from "@/state/hooks";
import { isActive } from "@/state/scene";
import { DeploymentCard } from "../work/deployment";

export function ClosedWork({ incident }: { incident: FullIncident }) {
  const now = useNow();
  const left = [...usePicture().deployment.values()].filter(
    (work) => work.incident_id === incident.id && (isActive(work) || isLeftToTell(work)),
  );
  if (left.length === 0) return null;
  return (
    <section className="stack tight" aria-label={formWords.closing.left}>
      <h2>{formWords.closing.left}</h2>
      <p className="card call">{formWords.closing.leftHint}</p>
      {left.map((work) => (
        <DeploymentCard key={work.id} work={work} now={now} />
      ))}
    </section>
  );
}
