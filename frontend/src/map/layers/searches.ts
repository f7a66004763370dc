/** The areas of the open case that are to be searched, each with its name and who searches it. */

import { searchAreasOf } from "@/state/areas-to-search";
import type { Layer } from "../layer";
import { halo, label } from "../lettering";
import { type Drawn, drawn, openIncident, type Seen } from "../seen";

function searches(seen: Seen): Drawn[] {
  const incident = openIncident(seen)?.incident;
  if (incident?.view !== "full") return [];
  return searchAreasOf(incident).map(({ name, area, assigned_to }, n) =>
    drawn(`search ${n}`, area, { name: [name, assigned_to].filter(Boolean).join(" · ") }),
  );
}

export const searchesLayer: Layer = {
  name: "searches",
  reads: (seen) => [openIncident(seen)?.incident ?? null],
  features: searches,
  styles: (colours) => [
    {
      id: "searches-fill",
      type: "fill",
      source: "searches",
      paint: { "fill-color": colours.action, "fill-opacity": 0.08 },
    },
    {
      id: "searches-edge",
      type: "line",
      source: "searches",
      paint: { "line-color": colours.action, "line-width": 1.8, "line-dasharray": [4, 2] },
    },
    {
      id: "searches-name",
      type: "symbol",
      source: "searches",
      layout: {
        ...label,
        "text-field": ["get", "name"],
        // The datum's own sign often stands in its middle.
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
        "text-radial-offset": 2.2,
      },
      paint: { ...halo(colours), "text-color": colours.action },
    },
  ],
};
