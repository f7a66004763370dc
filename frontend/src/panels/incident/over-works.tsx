/** The units of an open case that are over, read once they are asked for: facts are still told. */

import { useState } from "react";
import type { FullIncident } from "@/api/types";
import { usePastPicture } from "@/data/past-picture";
import { words } from "@/i18n";
import { helpWords } from "@/i18n/help-words";
import { usePicture } from "@/state/hooks";
import { isActive } from "@/state/scene";
import { DeploymentCard } from "../work/deployment";

interface Props {
  readonly incident: FullIncident;
  readonly now: number;
}

export function OverWorks({ incident, now }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{helpWords.work.over}</summary>
      {open && <Read incident={incident} now={now} />}
    </details>
  );
}

function Read({ incident, now }: Props) {
  const live = usePicture().deployment;
  const past = usePastPicture(incident, true);
  if (!past) return <p role="status">{words.loading}</p>;
  const over = [...past.deployment.values()].filter(
    (work) => work.incident_id === incident.id && !isActive(live.get(work.id) ?? work),
  );
  if (over.length === 0) return <p className="muted">{helpWords.work.noneOver}</p>;
  return (
    <div className="stack">
      {over.map((work) => (
        <DeploymentCard key={work.id} work={work} now={now} />
      ))}
    </div>
  );
}
