/** Measuring on the map: course and length of each leg, and of the whole, by pointer or keyboard. */

import { type RefObject, useEffect } from "react";
import { ddm } from "@/geo/format";
import { measure as said } from "@/i18n/en-measure";
import { measured } from "@/state/measuring";
import { picking } from "@/state/pointing";
import { useStore } from "@/state/store";
import { types } from "@/ui/key-events";
import type { Engine } from "./engine";
import type { LonLat } from "./lonlat";
import { bearing, nmText } from "./near";
import { distanceNm } from "./sphere";

const isUnderDialog = () => document.querySelector("dialog[open]") !== null;

export default function Measure({
  engine,
  pointer,
}: {
  engine: RefObject<Engine | null>;
  pointer: LonLat | null;
}) {
  const way = useStore(measured);
  const asked = useStore(picking);
  useEffect(() => {
    const map = engine.current?.map;
    map?.getCanvas().focus();
    const onKey = (event: KeyboardEvent) => {
      const corners = measured.get();
      if (!corners || picking.get() || types(event.target) || isUnderDialog()) return;
      if (event.key === "Escape") measured.set(null);
      else if (event.key === "Backspace") measured.set(corners.slice(0, -1));
      else if (event.key === "Enter" && map && event.target === map.getCanvas()) {
        const { lng, lat } = map.getCenter().wrap();
        measured.set([...corners, [lng, lat]]);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [engine]);
  if (!way || asked) return null;
  const last = way.at(-1);
  return (
    <>
      <div className="map-cross" aria-hidden="true" />
      <section className="map-measure" aria-label={said.title}>
        <div className="row apart">
          <strong>{said.title}</strong>
          <button type="button" onClick={() => measured.set(null)}>
            {said.close} <kbd>Esc</kbd>
          </button>
        </div>
        <ol aria-live="polite">
          {way.map(([lon, lat], n) => {
            const before = way[n - 1];
            const leg = before && bearing(before, [lon, lat]).join(" ");
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: corners are only added and taken back at the end
              <li key={n}>
                {[leg, ddm({ type: "Point", coordinates: [lon, lat] })].filter(Boolean).join(" · ")}
              </li>
            );
          })}
        </ol>
        {way.length > 2 && <p className="strong">{said.whole(nmText(lengthOf(way)))}</p>}
        {last && pointer && <p className="muted">{said.toPointer(...bearing(last, pointer))}</p>}
        <p className="muted">{said.how}</p>
      </section>
    </>
  );
}

function lengthOf(way: readonly LonLat[]): number {
  return way.reduce((sum, corner, n) => {
    const before = way[n - 1];
    return before ? sum + distanceNm(before, corner) : sum;
  }, 0);
}
