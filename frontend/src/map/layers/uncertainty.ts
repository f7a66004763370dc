/** Areas of uncertainty, and rings of distance around the open incident. */

import { type LonLat, lonLat } from "@/geo/lonlat";
import { circle } from "@/geo/sphere";
import { mapWords } from "@/i18n/picture-words";
import { MOST_NM, mayLieNm } from "../age";
import type { Layer } from "../layer";
import { label } from "../lettering";
import { along, type Drawn, drawn, openIncident, type Seen } from "../seen";

const LEAST_NM = 0.2;
/** A quarter of the earth around: nothing wider is drawn. */
const WIDEST_NM = 5_400;
const RINGS_NM = [20, 40, 60];

const disc = (centre: LonLat, radiusNm: number) => ({
  type: "Polygon" as const,
  coordinates: [circle(centre, radiusNm).map(([lon, lat]) => [lon, lat])],
});

function uncertainty(seen: Seen): Drawn[] {
  const around: Drawn[] = seen.incidents.flatMap(({ incident, point, uncertainty_nm, present }) => {
    const radiusNm = Math.min(uncertainty_nm ?? 0, WIDEST_NM);
    if (!point || radiusNm < LEAST_NM) return [];
    const of = present?.unknown ? "unknown" : "incident";
    const area = drawn(incident.id, disc(lonLat(point), radiusNm), { of });
    if (!present?.unknown) return [area];
    const name = mapWords.anywhere(incident.reference);
    const edge = along(circle(lonLat(point), radiusNm));
    return [area, drawn(`edge-${incident.id}`, edge, { of: "unknown-edge", name })];
  });
  const pointed = [seen.hovered?.id, seen.selected?.id];
  for (const { id, position, deployment } of seen.units) {
    if (!position || (!deployment && !pointed.includes(id))) continue;
    const radiusNm = mayLieNm(position, seen.nowMs, deployment);
    // Beyond that its label says when it was last known.
    if (radiusNm >= LEAST_NM && radiusNm <= MOST_NM)
      around.push(drawn(id, disc(lonLat(position.point), radiusNm), { of: "unit" }));
  }
  const open = openIncident(seen);
  if (open?.point) {
    for (const ring of RINGS_NM) {
      const line = along(circle(lonLat(open.point), ring));
      around.push(drawn(`ring${ring}`, line, { of: "ring", name: `${ring} nm` }));
    }
  }
  return around;
}

export const uncertaintyLayer: Layer = {
  name: "uncertainty",
  source: { tolerance: 0.1 },
  reads: (seen) => [
    seen.incidents,
    seen.units,
    seen.hovered,
    seen.opened,
    seen.selected,
    seen.nowMs,
  ],
  features: uncertainty,
  styles: (colours) => [
    {
      id: "uncertainty-ground",
      type: "fill",
      source: "uncertainty",
      filter: ["in", ["get", "of"], ["literal", ["incident", "unit", "unknown"]]],
      paint: {
        "fill-color": ["match", ["get", "of"], "unit", colours.muted, colours.distress],
        "fill-opacity": 0.14,
      },
    },
    {
      id: "uncertainty-edge",
      type: "line",
      source: "uncertainty",
      filter: ["in", ["get", "of"], ["literal", ["incident", "unit"]]],
      paint: {
        "line-color": ["match", ["get", "of"], "incident", colours.distress, colours.muted],
        "line-width": 1,
        "line-opacity": 0.8,
      },
    },
    {
      id: "unknown-edge",
      type: "line",
      source: "uncertainty",
      filter: ["==", ["get", "of"], "unknown-edge"],
      paint: { "line-color": colours.distress, "line-dasharray": [3, 3], "line-width": 2 },
    },
    {
      id: "rings",
      type: "line",
      source: "uncertainty",
      filter: ["==", ["get", "of"], "ring"],
      paint: {
        "line-color": colours.muted,
        "line-width": 1,
        "line-dasharray": [2, 3],
        "line-opacity": 0.65,
      },
    },
    {
      id: "rings-name",
      type: "symbol",
      source: "uncertainty",
      filter: ["in", ["get", "of"], ["literal", ["ring", "unknown-edge"]]],
      layout: {
        ...label,
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-size": 10.5,
        "text-offset": [0, -0.8], // beside its line, which would strike it through
        "symbol-spacing": 500,
      },
      paint: {
        "text-color": colours.muted,
        "text-halo-color": colours.sea,
        "text-halo-width": 1.4,
      },
    },
  ],
};
