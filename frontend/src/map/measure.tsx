/** Measuring on the map: course and length of each leg, and of the whole, by pointer or keyboard. */

import { type RefObject, useEffect } from "react";
import { notations } from "@/geo/format";
import type { LonLat } from "@/geo/lonlat";
import { distanceNm } from "@/geo/sphere";
import { measure as said } from "@/i18n/en-measure";
import { mapWords } from "@/i18n/picture-words";
import { type Corner, measured } from "@/state/measuring";
import { picking } from "@/state/pointing";
import { PERSON_EYE_M, sight } from "@/state/sight";
import { useStore } from "@/state/store";
import { types } from "@/ui/key-events";
import type { Engine } from "./engine";
import { bearing, nmText } from "./near";

/** Nothing has the focus, or something that goes with measuring. */
const isHere = (on: EventTarget | null) =>
  on === document.body || (on instanceof Element && on.closest(".map-measure") !== null);
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
  const close = () => {
    measured.set(null);
    engine.current?.map.getCanvas().focus();
  };
  useEffect(() => {
    const map = engine.current?.map;
    map?.getCanvas().focus();
    const onKey = (event: KeyboardEvent) => {
      const corners = measured.get();
      if (!corners || picking.get() || types(event.target) || isUnderDialog()) return;
      if (event.key === "Escape") {
        measured.set(null);
        if (isHere(event.target)) map?.getCanvas().focus();
      } else if (event.key === "Backspace") measured.set(corners.slice(0, -1));
      else if (event.key === "Enter" && map && event.target === map.getCanvas()) {
        const { lng, lat } = map.getCenter().wrap();
        measured.set([...corners, { place: [lng, lat], coarseNm: 0 }]);
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
        <div className="row apart nowrap">
          <strong>{said.title}</strong>
          <button type="button" onClick={close}>
            {said.close} <kbd>Esc</kbd>
          </button>
        </div>
        <ol aria-live="polite">
          {way.map((corner, n) => {
            const before = way[n - 1];
            const leg = before && bearing(before.place, corner.place, coarse(before, corner));
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: corners are only added and taken back at the end
              <li key={n}>{[leg?.join(" "), placeText(corner)].filter(Boolean).join(" · ")}</li>
            );
          })}
        </ol>
        {way.length > 2 && (
          <p className="strong">{said.whole(nmText(lengthOf(way), coarse(...way)))}</p>
        )}
        {last && pointer && (
          <p className="muted">{said.toPointer(...bearing(last.place, pointer, last.coarseNm))}</p>
        )}
        <p className="muted">{said.how}</p>
        <button type="button" onClick={() => lookFrom(last ?? middleOf(engine))}>
          {mapWords.sight.button}
        </button>
      </section>
    </>
  );
}

/** From the last corner, else from the middle of the map. */
function lookFrom(corner: Corner | null): void {
  if (!corner) return;
  const { place, coarseNm } = corner;
  measured.set(null);
  sight.set({
    unit: null,
    place,
    name: "",
    coarseNm,
    eyeM: PERSON_EYE_M,
    targetM: 0,
    means: "eye",
  });
}

function middleOf(engine: RefObject<Engine | null>): Corner | null {
  const middle = engine.current?.map.getCenter().wrap();
  return middle ? { place: [middle.lng, middle.lat], coarseNm: 0 } : null;
}

const coarse = (...corners: readonly Corner[]) =>
  corners.reduce((sum, { coarseNm }) => sum + coarseNm, 0);

const placeText = ({ place: [lon, lat], coarseNm }: Corner) =>
  notations({ type: "Point", coordinates: [lon, lat] }, coarseNm)[0];

function lengthOf(way: readonly Corner[]): number {
  return way.reduce((sum, corner, n) => {
    const before = way[n - 1];
    return before ? sum + distanceNm(before.place, corner.place) : sum;
  }, 0);
}
