/** The ring of sight about a unit or a place: its heights, how far that is, what it assumes. */

import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { notations } from "@/geo/format";
import { circle } from "@/geo/sphere";
import { sight as said } from "@/i18n/en-sight";
import { measured } from "@/state/measuring";
import { factorOf, heightIn, type Means, type Sight, sight, sightNm } from "@/state/sight";
import { useStore } from "@/state/store";
import { Choice } from "@/ui/choice";
import { useKey } from "@/ui/keys";
import { sketchBounds } from "./camera";
import type { Engine } from "./engine";
import { ringsOf, sightPlace } from "./layers/sight-rings";
import type { Seen } from "./seen";

interface Props {
  readonly engine: RefObject<Engine | null>;
  readonly seen: Seen;
}

export default function SightPanel({ engine, seen }: Props) {
  const from = useStore(sight);
  const measures = useStore(measured) !== null;
  useEffect(() => {
    if (measures) sight.set(null);
  }, [measures]);
  useWholeRing(engine, from);
  if (!from) return null;
  return <Panel key={from.unit?.id ?? from.place.join()} from={from} engine={engine} seen={seen} />;
}

function Panel({ from, engine, seen }: Props & { from: Sight }) {
  const panel = useRef<HTMLElement>(null);
  const close = () => {
    const at = document.activeElement;
    const had = at === document.body || panel.current?.contains(at);
    sight.set(null);
    if (had) engine.current?.map.getCanvas().focus();
  };
  useKey("escape", close);
  useEffect(() => panel.current?.querySelector("input")?.focus(), []);
  const [lon, lat] = sightPlace(seen, from);
  const place = notations({ type: "Point", coordinates: [lon, lat] }, from.coarseNm)[0] ?? "";
  return (
    <section
      ref={panel}
      className="map-measure map-sight stack tight"
      aria-label={said.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <div className="row apart nowrap">
        <strong>{said.title}</strong>
        <button type="button" onClick={close}>
          {said.close} <kbd>Esc</kbd>
        </button>
      </div>
      <p aria-live="polite" className="strong">
        {ringsOf(from)
          .map(({ name }) => name)
          .join(" · ")}
      </p>
      <div className="map-sight-fields">
        <Height label={said.eye} value={from.eyeM} take={(eyeM) => sight.set({ ...from, eyeM })} />
        <Height
          label={said.target}
          empty={said.sea}
          value={from.targetM}
          take={(targetM) => sight.set({ ...from, targetM })}
        />
        <Choice
          name={said.means}
          value={from.means}
          options={Object.entries(said.by)}
          take={(means) => sight.set({ ...from, means: means as Means })}
        />
      </div>
      <small>{said.of(from.name, place)}</small>
      <small className="muted">
        {said.assumes(factorOf(from.means).toFixed(2), from.means === "radar")}
      </small>
    </section>
  );
}

interface HeightProps {
  readonly label: string;
  /** The meaning of an empty one. */
  readonly empty?: string;
  readonly value: number;
  readonly take: (metres: number) => void;
}

/** The ring stays as it was while something else than a height stands there. */
function Height({ label, empty, value, take }: HeightProps) {
  const id = useId();
  const [text, setText] = useState(value === 0 ? "" : String(value));
  const wrong = heightIn(text) === null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        placeholder={empty}
        value={text}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-fault` : undefined}
        onChange={({ target }) => {
          setText(target.value);
          const metres = heightIn(target.value);
          if (metres !== null) take(metres);
        }}
      />
      {wrong && (
        <small id={`${id}-fault`} className="distress">
          {said.notHeight}
        </small>
      )}
    </div>
  );
}

/** Another one that looks is brought into view with its whole ring, once. */
function useWholeRing(engine: RefObject<Engine | null>, from: Sight | null): void {
  const about = from && (from.unit?.id ?? from.place.join());
  useEffect(() => {
    const now = sight.get();
    if (!about || !now) return;
    const corners = circle(now.place, sightNm(now.eyeM, now.targetM, now.means), 16);
    const bounds = sketchBounds([{ name: "", corners }]);
    if (bounds) engine.current?.fit(bounds, { atOnce: true });
  }, [about, engine]);
}
