/** The text of a clearance that is asked for: for a call, or for a message beside the platform. */

import { useState } from "react";
import { readSignal } from "@/api/requests";
import type { Clearance } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { Trouble } from "@/ui/trouble";

export function Script({ clearance }: { clearance: Clearance }) {
  const [open, setOpen] = useState(clearance.centre.listed);
  return (
    <div className={clearance.centre.listed ? "card call" : "stack tight"}>
      <div className="row">
        {clearance.centre.listed && <strong className="alert">{words.voice.call}</strong>}
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {formWords.clearance.script}
        </button>
      </div>
      {open && <Text clearance={clearance} />}
    </div>
  );
}

function Text({ clearance }: { clearance: Clearance }) {
  const { value, error } = useFetched(clearance.id, clearance.version, (signal) =>
    readSignal(clearance.id, signal),
  );
  if (error) return <Trouble error={error} />;
  return value === null ? (
    <p role="status">{words.loading}</p>
  ) : (
    <pre className="words">{value}</pre>
  );
}
