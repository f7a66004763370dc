/** Corners of an area: written in lines, or given on the map one after the other. */

import { useRef } from "react";
import { ddm } from "@/geo/format";
import { corners as said } from "@/i18n/en-corners";
import {
  cornersIn,
  countOfLast,
  FEWEST_CORNERS,
  numberOfLast,
  withArea,
  withCorner,
  withoutLast,
  zoneFault,
} from "@/state/corner-lines";
import { useOwnPicking } from "./own-picking";
import type { Drawing } from "./values";

export function Corners({ name, label, value, onType }: Drawing) {
  const latest = useRef(value);
  latest.current = value;
  const button = useRef<HTMLButtonElement>(null);
  const ask = useOwnPicking(button);
  const type = (text: string) => {
    latest.current = text;
    onType(text);
  };
  /** One after the other, until somebody ends it. */
  const pick = () => {
    const change = (text: string) => {
      type(text);
      pick();
    };
    const given = countOfLast(latest.current);
    ask({
      take: ([lon, lat]) => change(withCorner(latest.current, ddm({ coordinates: [lon, lat] }))),
      corners: {
        given,
        area: numberOfLast(latest.current),
        takeBack: () => change(withoutLast(latest.current)),
        nextArea: given < FEWEST_CORNERS ? null : () => change(withArea(latest.current)),
      },
    });
  };
  const read = zoneFault(value) ? [] : cornersIn(value);
  return (
    <div className="stack tight">
      <textarea
        name={name}
        aria-label={label}
        value={value}
        rows={6}
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
      />
      <div className="row">
        {document.querySelector(".centre-map") && (
          <button ref={button} type="button" onClick={pick}>
            {said.fromMap}
          </button>
        )}
        {value.trim() !== "" && (
          <button type="button" onClick={() => type(withoutLast(value))}>
            {said.back}
          </button>
        )}
        {read.length > 0 && (
          <span role="status">{said.read(read.map((corners) => corners.length))}</span>
        )}
      </div>
    </div>
  );
}
