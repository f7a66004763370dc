/** Things near the middle of the map, for the keyboard and for those who hear the screen. */

import { useMemo } from "react";
import type { Incident } from "@/api/types";
import { courseText } from "@/geo/format";
import { type LonLat, lonLat, turned } from "@/geo/lonlat";
import { courseDeg, distanceNm } from "@/geo/sphere";
import { words } from "@/i18n";
import { readiness, vesselStatus, workState } from "@/i18n/en-unit-states";
import { mapWords } from "@/i18n/picture-words";
import { measured } from "@/state/measuring";
import { type Pointed, point, type Sign, selected } from "@/state/pointing";
import { go } from "@/state/route";
import type { SceneUnit } from "@/state/scene";
import { coarseNm, FROM_ZOOM, incidentAt, placesOf, type Seen } from "./seen";
import { placeOf } from "./vessels-heard";

const SHOWN = 12;
/** Places beside the units: a harbour full of units leaves no centre out. */
const PLACES_SHOWN = 6;
const VESSELS_SHOWN = 6;

export interface Near extends Sign {
  readonly name: string;
  /** The work of a unit for a case; else its readiness, unless it is available; empty: neither. */
  readonly state: string;
  readonly place: LonLat;
  readonly distanceNm: number;
  /** From the open case or the middle of the map, no finer than both are told; empty: it is there. */
  readonly told: string;
}

interface Origin {
  readonly place: LonLat;
  /** The case from which it is told; null: the middle of the map. */
  readonly incident: Incident | null;
}

/** The place from which things are told: the open case where it is in view. */
export function originOf(seen: Seen): Origin {
  const open = incidentAt(seen);
  const place = open?.point ? lonLat(open.point) : null;
  return open && place && inView(seen, place)
    ? { place, incident: open.incident }
    : { place: middleOf(seen), incident: null };
}

const middleOf = ({ view: { west, south, east, north } }: Seen): LonLat => [
  (west + east) / 2,
  (south + north) / 2,
];

const inView = ({ view: { west, south, east, north } }: Seen, [lon, lat]: LonLat) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/** The nearest things within the view: incidents, then units, then centres and fuel points, then vessels off the air. */
export function nearest(seen: Seen, limit = SHOWN): Near[] {
  const middle = middleOf(seen);
  const origin = originOf(seen);
  const from = origin.incident?.id ?? null;
  const coarse = from ? coarseNm(seen, { thing: "incident", id: from }) : 0;
  const incidents = seen.incidents.flatMap(({ incident, point: where }) =>
    where
      ? [
          {
            thing: "incident" as const,
            id: incident.id,
            name: incident.reference,
            state: "",
            place: lonLat(where),
          },
        ]
      : [],
  );
  const units = seen.units.flatMap((unit) => {
    const { thing, id, party, view, point: where } = unit;
    const name = `${party ?? words.ship} ${view.name}`;
    return where ? [{ thing, id, name, state: stateOf(unit), place: lonLat(where) }] : [];
  });
  const places = placesOf(seen)
    .filter(({ thing }) => seen.view.zoom >= FROM_ZOOM[thing])
    .map(({ thing, view, point: where }) => ({
      thing,
      id: view.id,
      name: mapWords.nearPlace[thing](view.party, view.name),
      state: "",
      place: lonLat(where),
    }));
  const sorted = (all: readonly Omit<Near, "distanceNm" | "told">[], most: number) =>
    all
      .filter(({ place }) => inView(seen, place))
      .map((one) => ({
        ...one,
        distanceNm: distanceNm(middle, one.place),
        told:
          one.id === from
            ? ""
            : bearing(origin.place, one.place, Math.max(coarse, coarseNm(seen, one))).join(" "),
      }))
      .sort((a, b) => rank(a) - rank(b) || a.distanceNm - b.distanceNm)
      .slice(0, most);
  const vessels = (seen.vessels?.found.items ?? []).map(({ id, name, status, place }) => ({
    thing: "heard_vessel" as const,
    id,
    name: mapWords.nearVessel(name),
    state: status ? vesselStatus[status] : "",
    place: placeOf(place),
  }));
  return [
    ...sorted([...incidents, ...units], limit),
    ...sorted(places, PLACES_SHOWN),
    ...sorted(vessels, VESSELS_SHOWN),
  ];
}

function stateOf({ view, deployment }: SceneUnit): string {
  if (deployment) return workState[deployment.state];
  const said = "readiness" in view ? view.readiness : null;
  return said && said !== "available" ? readiness[said] : "";
}

const rank = ({ thing }: { thing: string }) => (thing === "incident" ? 0 : 1);

const STEPS_NM = [1, 2, 5, 10, 20, 50];
const STEPS_DEG = [1, 5, 10];

const stepOf = (steps: readonly number[], coarse: number) =>
  steps.find((step) => step >= coarse) ?? steps.at(-1) ?? 1;

/** `8.3 nm`, `12 nm`; `about 15 nm` where its ends are told no finer than that. */
export function nmText(nm: number, coarseNm = 0): string {
  if (coarseNm < 0.1) return `${nm < 10 ? nm.toFixed(1) : Math.round(nm)} nm`;
  const step = stepOf(STEPS_NM, coarseNm);
  return mapWords.aboutNm(Math.round(nm / step) * step);
}

/** `063° 12 nm`; no finer than its ends are told. */
export function bearing(
  from: LonLat,
  to: LonLat,
  coarseNm = 0,
): [course: string, distance: string] {
  const nm = distanceNm(from, to);
  const off = (Math.atan2(coarseNm, nm) * 180) / Math.PI;
  const step = stepOf(STEPS_DEG, off);
  return [courseText(Math.round(courseDeg(from, to) / step) * step), nmText(nm, coarseNm)];
}

/** There once the map was entered with its key, so that Tab passes the map by otherwise. */
export function NearThings({ seen, over }: { seen: Seen; over: (on: Pointed | null) => void }) {
  const things = useMemo(() => nearest(seen), [seen]);
  const { incident } = originOf(seen);
  return (
    <ul className="near" aria-label={mapWords.near}>
      <li className="muted">{mapWords.toldFrom(incident?.reference ?? null)}</li>
      {things.map((thing) => (
        <li key={thing.id}>
          <button
            type="button"
            onFocus={() => {
              point(thing.thing, thing.id);
              over({ thing: thing.thing, id: thing.id });
            }}
            onBlur={() => {
              point(thing.thing, null);
              over(null);
            }}
            onClick={() => take(thing, seen)}
          >
            {[thing.name, thing.state, thing.told].filter(Boolean).join(" · ")}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** While a way is measured its place is the next corner; else it is chosen. */
function take({ thing, id, place: [lon, lat] }: Near, seen: Seen): void {
  const way = measured.get();
  if (!way) choose(thing, id);
  else
    measured.set([...way, { place: [turned(lon), lat], coarseNm: coarseNm(seen, { thing, id }) }]);
}

/** An incident and a signal of distress are opened; any other is chosen, which shows its card, and a unit's track. */
export function choose(thing: Sign["thing"], id: string): void {
  if (thing === "incident") go(`/incidents/${id}`);
  else if (thing === "distress_report") go(`/signals/${id}`);
  else selected.set({ thing, id });
}
