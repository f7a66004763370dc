/** The text of an entry that is asked for: for a call, or for a message beside the platform. */

import { useState } from "react";
import { readSignal } from "@/api/clearances";
import type { Clearance } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { Trouble } from "@/ui/trouble";

export function Script({ entry }: { entry: Clearance }) {
  const [open, setOpen] = useState(entry.centre.listed);
  return (
    <div className={entry.centre.listed ? "card call" : "stack tight"}>
      <div className="row">
        {entry.centre.listed && <strong className="alert">{words.voice.call}</strong>}
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {formWords.entry.script}
        </button>
      </div>
      {open && <Text entry={entry} />}
    </div>
  );
}

function Text({ entry }: { entry: Clearance }) {
  const { value, error } = useFetched(entry.id, entry.version, (signal) =>
    readSignal(entry.id, signal),
  );
  if (error) return <Trouble error={error} />;
  return value === null ? (
    <p role="status">{words.loading}</p>
  ) : (
    <pre className="words">{value}</pre>
  );
}
