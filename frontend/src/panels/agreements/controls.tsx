/** Controls of an article beside plain fields: some of a list, and corners of a zone. */

import { useRef } from "react";
import { ddm } from "@/geo/format";
import { registerWords } from "@/i18n/register-words";
import { picking } from "@/state/pointing";
import type { Drawing } from "@/ui/values";
import { cornersIn, zoneFault } from "./zone";

const said = registerWords.agreements.draft;

interface SomeProps extends Drawing {
  options: readonly (readonly [value: string, label: string])[];
}

/** Chosen values stand in the draft with blanks between. */
export function Some({ name, label, value, onType, options }: SomeProps) {
  const chosen = value.split(" ").filter(Boolean);
  const toggle = (one: string) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    onType(next.join(" "));
  };
  return (
    <fieldset className="row" aria-label={label}>
      {options.map(([one, text]) => (
        <label key={one} className="choice">
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(one)}
            onChange={() => toggle(one)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

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
