/** The text of a clearance as it stands: for a call, or for a message beside the platform. */

import { useState } from "react";
import { readSignal } from "@/api/requests";
import type { Clearance } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";
import { StandingText } from "@/ui/standing-text";

export function Script({ clearance }: { clearance: Clearance }) {
  const [open, setOpen] = useState(clearance.centre.listed);
  return (
    <div className={clearance.centre.listed ? "card call" : "stack tight"}>
      <div className="row">
        {clearance.centre.listed && <strong className="alert">{formWords.voice.call}</strong>}
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {formWords.clearance.script}
        </button>
      </div>
      {open && <Text clearance={clearance} />}
    </div>
  );
}

function Text({ clearance }: { clearance: Clearance }) {
  const { deployment } = usePicture();
  return (
    <StandingText
      about={clearance.id}
      version={clearance.version}
      basis={[deployment]}
      read={(signal) => readSignal(clearance.id, signal)}
    />
  );
}
