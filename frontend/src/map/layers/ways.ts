/** Ways to the scene: of deployments with their expected time, and of the candidate that is pointed at. */

import type { ExpressionSpecification } from "maplibre-gl";
import type { FuelStop } from "@/api/types";
import { minutes, utc } from "@/geo/format";
import { type LonLat, lonLat } from "@/geo/lonlat";
import { legs } from "@/geo/sphere";
import { mapWords } from "@/i18n/picture-words";
import { matchId } from "@/state/scene";
import { ALL_TINTS, tintPlace } from "@/ui/tint";
import type { Colours } from "../colours";
import { comingOf } from "../coming";
import type { Layer } from "../layer";
import { label } from "../lettering";
import { turnsAhead } from "../sea-ways";
import { along, at, type Drawn, drawn, type Seen } from "../seen";

/** A vessel's round the land, as soon as its turns are known; all others the shortest. Over the
 * place where they take fuel, all of them. */
export function deploymentWays(seen: Seen): Drawn[] {
  return comingOf(seen).flatMap(({ deployment, from, to, left, byWater, over }) => {
    const time = seen.expected.get(deployment.id);
    const when = time?.at ? mapWords.eta(utc(Date.parse(time.at), seen.nowMs)) : "";
    const name = [deployment.name, when].filter(Boolean).join(" · ");
    const stops = time?.fuel_stops ?? [];
    const turns = byWater ? turnsAhead(seen.seaWays.get(deployment.id), from, over) : [];
    const line = legs([from, ...(turns.length > 0 ? turns : over), to]);
    const way = drawn(deployment.id, along(line), {
      tint: tintPlace(deployment.party),
      left,
      name,
    });
    return [way, ...stopsOf(deployment.id, stops)];
  });
}

/** By its turns: round the land for a vessel, over a base for an aircraft that refuels. */
export function candidateWay({ candidates, soonest, hovered, units, incidents }: Seen): Drawn[] {
  const listed = candidates?.matches.items ?? soonest?.best ?? [];
  const match = listed.find((one) => matchId(one) === hovered?.id);
  const incidentId = (candidates ?? soonest)?.incidentId;
  const from = units.find(({ id }) => id === hovered?.id)?.point;
  const scene = incidents.find(({ incident }) => incident.id === incidentId)?.point;
  const to = match?.meets ?? scene ?? candidates?.matches.datum?.now;
  // Without a way that is known, none is drawn: a straight line would cross land.
  if (!match || match.way_nm === null || !from || !to) return [];
  const far = `${Math.round(match.way_nm)} nm`;
  const soon = match.time ? minutes(match.time.total_minutes) : "";
  const name = [far, soon].filter(Boolean).join(" · ");
  const turns = match.turns.map(([lon = 0, lat = 0]): LonLat => [lon, lat]);
  const line = legs([lonLat(from), ...turns, lonLat(to)]);
  return [
    drawn("candidate", along(line), { name, candidate: true }),
    ...stopsOf("stop", match.fuel_stops),
  ];
}

/** The places where it takes fuel, with how long that takes. */
const stopsOf = (id: string, stops: readonly FuelStop[]): Drawn[] =>
  stops.map((stop, n) =>
    drawn(`${id}-${n}`, at(lonLat(stop.place)), {
      name: mapWords.takesFuel(stop.name ?? "", minutes(stop.minutes), stop.after_work),
      candidate: true,
    }),
  );

export const waysLayer: Layer = {
  name: "ways",
  reads: (seen) => [
    seen.picture.deployment,
    seen.units,
    seen.incidents,
    seen.seaWays,
    seen.expected,
    seen.candidates,
    seen.soonest,
    seen.hovered,
  ],
  features: (seen) => [...deploymentWays(seen), ...candidateWay(seen)],
  styles: (colours) => {
    const colour = colourOf(colours);
    return [
      {
        id: "ways-to-come",
        type: "line",
        source: "ways",
        filter: ["all", ["!", ["has", "candidate"]], ["!", ["get", "left"]]],
        paint: { "line-color": colour, "line-width": 1.6, "line-dasharray": [4, 3] },
      },
      {
        id: "ways-under-way",
        type: "line",
        source: "ways",
        filter: ["all", ["!", ["has", "candidate"]], ["get", "left"]],
        paint: { "line-color": colour, "line-width": 1.8 },
      },
      {
        id: "ways-candidate",
        type: "line",
        source: "ways",
        filter: ["all", ["has", "candidate"], ["==", ["geometry-type"], "LineString"]],
        paint: { "line-color": colours.action, "line-width": 2.4, "line-dasharray": [2, 2] },
      },
      {
        id: "ways-stop",
        type: "circle",
        source: "ways",
        filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": 5,
          "circle-color": colours.sea,
          "circle-stroke-color": colours.action,
          "circle-stroke-width": 2.4,
        },
      },
      {
        id: "ways-stop-name",
        type: "symbol",
        source: "ways",
        filter: ["==", ["geometry-type"], "Point"],
        layout: {
          ...label,
          "text-field": ["get", "name"],
          "text-anchor": "top",
          "text-offset": [0, 1.1],
        },
        paint: {
          "text-color": colours.text,
          "text-halo-color": colours.sea,
          "text-halo-width": 1.6,
        },
      },
      {
        id: "ways-name",
        type: "symbol",
        source: "ways",
        filter: ["==", ["geometry-type"], "LineString"],
        layout: {
          ...label,
          "symbol-placement": "line-center",
          "text-field": ["get", "name"],
          "text-offset": [0, -0.8],
        },
        paint: {
          "text-color": colours.text,
          "text-halo-color": colours.sea,
          "text-halo-width": 1.6,
        },
      },
    ];
  },
};

function colourOf({ palette }: Colours): ExpressionSpecification {
  return ["to-color", ["at", ["get", "tint"], ["literal", [...ALL_TINTS[palette]]]]];
}
