/** The list of layers, and what the lines of equal time stand for. */

import { Suspense, useEffect, useRef, useState } from "react";
import { words } from "@/i18n";
import { signs } from "@/i18n/en-signs";
import { mapWords } from "@/i18n/picture-words";
import { useMe } from "@/state/hooks";
import { useOpened } from "@/state/pointing";
import { useStore } from "@/state/store";
import { Choice } from "@/ui/choice";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { lineName, REACH_MINUTES, reach } from "./isochrones";
import { reachedBy, reachNotes } from "./reach-words";
import { SPEED_CLASSES, type SpeedClass, show, shown } from "./shown";

const SignList = later(() => import("./sign-list"));
const LineList = later(() => import("./line-list"));

const said = mapWords.layers;
const LAYERS = [
  "regions",
  "zones",
  "limits",
  "fuel",
  "graticule",
  "places",
  "vessels",
  "chart",
] as const;

export function LayerList() {
  const [open, setOpen] = useState(false);
  const now = useStore(shown);
  const { map_tiles } = useMe();
  const list = useRef<HTMLFieldSetElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    list.current?.querySelector("input")?.focus();
    const came = button.current;
    return () => came?.focus();
  }, [open]);
  const switches = LAYERS.filter((name) => name !== "chart" || map_tiles !== null);
  const toggle = () => setOpen(!open);
  useKey("l", toggle);
  useKey("escape", open ? () => setOpen(false) : null);
  return (
    <div className="map-layers">
      <button ref={button} type="button" aria-expanded={open} onClick={toggle}>
        {said.title} <kbd>L</kbd>
      </button>
      {open && (
        <fieldset ref={list} className="stack tight">
          <legend className="hidden">{said.title}</legend>
          {switches.map((name) => (
            <label key={name} className="choice">
              <input
                type="checkbox"
                checked={now[name]}
                onChange={(event) => show({ [name]: event.target.checked })}
              />
              {said[name]}
            </label>
          ))}
          {map_tiles === null && <p className="muted">{said.noChart}</p>}
          <Choice
            name={said.reach}
            value={now.reach ?? ""}
            options={[
              ["", words.none],
              ...SPEED_CLASSES.map((one) => [one, said.classes[one]] as const),
            ]}
            take={(one) => show({ reach: (one || null) as SpeedClass | null })}
          />
          <details name="legend">
            <summary>{signs.title}</summary>
            <Suspense fallback={null}>
              <SignList />
            </Suspense>
          </details>
          <details name="legend">
            <summary>{signs.linesTitle}</summary>
            <Suspense fallback={null}>
              <LineList />
            </Suspense>
          </details>
        </fieldset>
      )}
    </div>
  );
}

const lineStep = (span: number) => (REACH_MINUTES as readonly number[]).indexOf(span);

/** The meaning of the lines, or why there are none. */
export function ReachLegend() {
  const chosen = useOpened("incident");
  const { reach: wanted } = useStore(shown);
  const there = useStore(reach);
  if (!wanted) return null;
  const lines = there?.found.features.filter(({ properties }) => properties.speed_class === wanted);
  const first = lines?.[0]?.properties;
  const drawn = lines?.filter(({ geometry }) => geometry) ?? [];
  return (
    <p className="map-reach" role="status">
      {!chosen && said.openFirst}
      {chosen && !there && words.loading}
      {chosen && there && first && (
        <>
          <strong>{reachedBy(first, there.found.sea_state)}</strong>
          {drawn.length > 0 && (
            <span className="map-reach-lines">
              {drawn.map(({ properties }) => (
                <span key={properties.minutes}>
                  <i className={`line-${lineStep(properties.minutes)}`} aria-hidden="true" />{" "}
                  {lineName(properties)}
                </span>
              ))}
            </span>
          )}
          <span className="muted">{reachNotes(there.found, drawn).join(" ")}</span>
        </>
      )}
    </p>
  );
}
