/** One ready-made text, as it reads now, to be copied. */

import { useState } from "react";
import { readText } from "@/api/incidents";
import type { TextKind } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { useTouched } from "@/state/hooks";
import { Trouble } from "@/ui/trouble";

interface Props {
  incidentId: string;
  kind: TextKind;
  centreId: string | null;
}

export default function ReadyText({ incidentId, kind, centreId }: Props) {
  const touched = useTouched(incidentId);
  const { value, error } = useFetched(`${incidentId} ${kind} ${centreId}`, touched, (signal) =>
    readText(incidentId, kind, centreId, signal),
  );
  const [copied, setCopied] = useState(false);
  if (error) return <Trouble error={error} />;
  if (value === null) return <p role="status">{words.loading}</p>;
  const copy = () => navigator.clipboard?.writeText(value).then(() => setCopied(true));
  return (
    <div className="stack tight">
      <pre className="words">{value}</pre>
      {navigator.clipboard && (
        <div className="row">
          <button type="button" onClick={copy}>
            {copied ? words.text.copied : words.text.copy}
          </button>
        </div>
      )}
    </div>
  );
}
