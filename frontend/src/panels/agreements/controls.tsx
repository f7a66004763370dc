/** Control of an article beside plain fields: corners of a zone. */

import { useRef } from "react";
import { ddm } from "@/geo/format";
import { registerWords } from "@/i18n/register-words";
import { picking } from "@/state/pointing";
import type { Drawing } from "@/ui/values";
import { cornersIn, zoneFault } from "./zone";

const said = registerWords.agreements.draft;

export function Corners({ name, label, value, onType }: Drawing) {
  const latest = useRef(value);
  latest.current = value;
  /** One after the other, until Escape leaves. */
  const pick = () =>
    picking.set({
      take: ([lon, lat]) => {
        const before = latest.current.trimEnd();
        onType([before, ddm({ coordinates: [lon, lat] })].filter(Boolean).join("\n"));
        pick();
      },
    });
  const read = zoneFault(value) ? [] : cornersIn(value);
  return (
    <div className="stack tight">
      <textarea
        name={name}
        aria-label={label}
        value={value}
        rows={6}
        onChange={(event) => onType(event.target.value)}
      />
      <div className="row">
        {document.querySelector(".centre-map") && (
          <button type="button" onClick={pick}>
            {said.fromMap}
          </button>
        )}
        {read.length > 0 && (
          <span role="status">{said.zoneRead(read.map((corners) => corners.length))}</span>
        )}
      </div>
    </div>
  );
}
