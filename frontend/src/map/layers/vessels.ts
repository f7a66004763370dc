/** Vessels off the air: small arrows by kind, grey, fading with age; many of them as numbers. */

import type { DrawnVessel } from "@/api/types";
import type { LonLat } from "@/geo/lonlat";
import { beside } from "@/geo/sphere";
import { mapWords } from "@/i18n/picture-words";
import { ageStep, lastKnown } from "../age";
import { VESSEL_CLUSTER, vesselIcon } from "../icons/names";
import type { Layer } from "../layer";
import { besideSign, halo, label, sign } from "../lettering";
import { along, at, type Drawn, drawn, type Seen } from "../seen";
import { placeOf } from "../vessels-heard";

type Looks = Pick<Seen, "vessels" | "vesselTrack" | "nowMs" | "hovered" | "selected">;

/** Such a vessel goes nowhere, whatever course it tells. */
const STILL: ReadonlySet<DrawnVessel["status"]> = new Set(["at_anchor", "moored", "aground"]);

export function vesselSigns(seen: Looks): Drawn[] {
  const { vessels, vesselTrack: track } = seen;
  if (!vessels) return [];
  const { items, clusters } = vessels.found;
  return [
    ...items.map((one) => signOf(one, seen)),
    ...clusters.map(({ place, number, number_old }) =>
      drawn(`gathered ${place.join(" ")}`, at(placeOf(place)), {
        cluster: true,
        number: String(number),
        strength: number_old === number ? OLD_STRENGTH : 1,
      }),
    ),
    ...(track && track.line.length > 1 ? [drawn("track", along(whole(track.line)))] : []),
  ];
}

const OLD_STRENGTH = 0.8;

function signOf(vessel: DrawnVessel, { nowMs, hovered, selected }: Looks): Drawn {
  const { id, place, course_deg, kind, status, name, doubted } = vessel;
  const aged = { ...vessel, uncertainty_nm: 0.1 };
  const headed = course_deg !== null && !STILL.has(status);
  const on = [hovered, selected].some((one) => one?.id === id);
  const old = lastKnown(aged, nowMs, mapWords.lastKnown);
  return drawn(id, at(placeOf(place)), {
    icon: vesselIcon({ kind, headed, doubted, on }),
    name: [name, old].filter(Boolean).join("\n"),
    turn: headed ? course_deg : 0,
    strength: ageStep(aged, nowMs).strength,
  });
}

function whole(line: readonly LonLat[]): LonLat[] {
  const found: LonLat[] = [];
  for (const [lon, lat] of line) found.push([beside(found.at(-1)?.[0] ?? lon, lon), lat]);
  return found;
}

export const vesselsLayer: Layer = {
  name: "vessels",
  reads: ({ vessels, vesselTrack, hovered, selected, nowMs }) => [
    vessels?.found,
    vesselTrack,
    hovered,
    selected,
    Math.floor(nowMs / 60_000),
  ],
  features: vesselSigns,
  styles: (colours) => [
    {
      id: "vessels-track",
      type: "line",
      source: "vessels",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-join": "round" },
      paint: { "line-color": colours.muted, "line-width": 1.6, "line-dasharray": [1, 1.5] },
    },
    {
      id: "vessels-names",
      type: "symbol",
      source: "vessels",
      minzoom: 9,
      filter: ["has", "icon"],
      layout: {
        ...besideSign,
        "text-field": ["get", "name"],
        "text-size": 10,
        "text-radial-offset": 0.9,
      },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
  signs: (colours) => [
    {
      id: "vessels",
      type: "symbol",
      source: "vessels",
      filter: ["has", "icon"],
      layout: {
        ...sign,
        "icon-rotate": ["get", "turn"],
        "icon-rotation-alignment": "map",
      },
      paint: { "icon-opacity": ["get", "strength"] },
    },
    {
      id: "vessels-gathered",
      type: "symbol",
      source: "vessels",
      filter: ["has", "number"],
      layout: {
        ...label,
        "icon-image": ["image", VESSEL_CLUSTER],
        "icon-allow-overlap": true,
        "text-allow-overlap": true,
        "text-field": ["get", "number"],
        "text-size": 10,
      },
      paint: { "text-color": colours.muted, "icon-opacity": ["get", "strength"] },
    },
  ],
};
