/** Ready-made texts: short SITREP, MAYDAY RELAY, and the script for a call. */

import { useState } from "react";
import type { FullIncident, TextKind } from "@/api/types";
import { words } from "@/i18n";
import { usePicture } from "@/state/hooks";
import ReadyText from "./ready-text";
import SitrepShort from "./sitrep";

const KINDS: readonly TextKind[] = ["sitrep-short", "call-script", "mayday-relay"];

export default function Texts({ incident }: { incident: FullIncident }) {
  const [kind, setKind] = useState<TextKind | null>(null);
  const [to, setTo] = useState("");
  const centres = [...usePicture().centre.values()];
  return (
    <section className="stack tight">
      <h2>{words.text.title}</h2>
      <div className="row">
        {KINDS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={kind === one}
            onClick={() => setKind(kind === one ? null : one)}
          >
            {words.text[one]}
          </button>
        ))}
      </div>
      {kind === "call-script" && (
        <label className="field">
          <span>{words.text.to}</span>
          <select value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="" />
            {centres.map((centre) => (
              <option key={centre.id} value={centre.id}>
                {centre.name} ({centre.party})
              </option>
            ))}
          </select>
        </label>
      )}
      {kind === "sitrep-short" && <SitrepShort incident={incident} />}
      {kind === "call-script" && to && (
        <ReadyText incidentId={incident.id} kind={kind} centreId={to} />
      )}
      {kind === "mayday-relay" && (
        <ReadyText incidentId={incident.id} kind={kind} centreId={null} />
      )}
    </section>
  );
}
