/** The cross and the corners on the map while a form waits for positions from it. */

import { type RefObject, useEffect } from "react";
import { corners } from "@/i18n/en-corners";
import { mapWords } from "@/i18n/picture-words";
import { type Picking as Asking, picking } from "@/state/pointing";
import { useStore } from "@/state/store";
import { types } from "@/ui/key-events";
import type { Engine } from "./engine";
import { give } from "./pointer";

/** While a form waits for a position: a cross in the middle, Enter takes it. */
export function Picking({ engine }: { engine: RefObject<Engine | null> }) {
  const asking = useStore(picking);
  const waits = asking !== null;
  useEffect(() => {
    if (waits) engine.current?.map.getCanvas().focus();
  }, [waits, engine]);
  useEffect(() => {
    if (!asking) return;
    const map = engine.current?.map;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") picking.set(null);
      else if (event.key === "Backspace" && asking.corners && !types(event.target))
        asking.corners.takeBack();
      else if (event.key === "Enter" && map && event.target === map.getCanvas()) {
        const { lng, lat } = map.getCenter();
        give(map, [lng, lat]);
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [asking, engine]);
  if (!asking) return null;
  return (
    <>
      <div className="map-cross" aria-hidden="true" />
      {asking.corners ? (
        <Corners {...asking.corners} onNext={() => engine.current?.map.getCanvas().focus()} />
      ) : (
        <p className="map-pick" role="status">
          {mapWords.pick}
        </p>
      )}
    </>
  );
}

/** The corner that is next; the last one can be taken back, and whoever is done says so. */
function Corners({
  given,
  area,
  takeBack,
  nextArea,
  onNext,
}: NonNullable<Asking["corners"]> & { onNext: () => void }) {
  return (
    <section className="map-pick stack tight" aria-label={corners.fromMap}>
      <p role="status">
        <strong>{corners.giving(given + 1, area)}</strong> {corners.how}
      </p>
      <div className="row">
        <button type="button" disabled={given === 0 && area === 1} onClick={takeBack}>
          {corners.back}
        </button>
        <button
          type="button"
          disabled={!nextArea}
          onClick={() => {
            nextArea?.();
            onNext();
          }}
        >
          {corners.nextArea}
        </button>
        <button type="button" onClick={() => picking.set(null)}>
          {corners.end} <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}
