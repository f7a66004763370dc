/** The lines and areas of the map and what they mean, drawn as its layers draw them. */

import type { LayerSpecification } from "maplibre-gl";
import { signs as said } from "@/i18n/en-signs";
import { palette } from "@/state/palette";
import { useStore } from "@/state/store";
import { type Colours, coloursOf } from "./colours";
import type { Layer } from "./layer";
import { driftsLayer } from "./layers/drifts";
import { limitsLayer } from "./layers/limits";
import { measureLayer } from "./layers/measured-way";
import { reachLayer } from "./layers/reach";
import { regionsLayer } from "./layers/regions";
import { searchesLayer } from "./layers/searches";
import { sightLayer } from "./layers/sight-rings";
import { tracksLayer } from "./layers/tracks";
import { uncertaintyLayer } from "./layers/uncertainty";
import { vesselsLayer } from "./layers/vessels";
import { waysLayer } from "./layers/ways";
import { zonesLayer } from "./layers/zones";
import { type Given, painted } from "./paint-value";

interface Explained {
  readonly name: keyof typeof said.lines;
  readonly layer: Layer;
  /** The styles of the layer that draw it, the ground first. */
  readonly by: readonly string[];
  /** The properties that the layer gives such a one. */
  readonly told?: Given;
}

export const LINES: readonly Explained[] = [
  {
    name: "datum",
    layer: uncertaintyLayer,
    by: ["uncertainty-ground", "uncertainty-edge"],
    told: { of: "incident" },
  },
  {
    name: "anywhere",
    layer: uncertaintyLayer,
    by: ["uncertainty-ground", "unknown-edge"],
    told: { of: "unknown" },
  },
  {
    name: "unit",
    layer: uncertaintyLayer,
    by: ["uncertainty-ground", "uncertainty-edge"],
    told: { of: "unit" },
  },
  { name: "ring", layer: uncertaintyLayer, by: ["rings"] },
  { name: "drift", layer: driftsLayer, by: ["drifts-way"] },
  { name: "track", layer: tracksLayer, by: ["tracks"] },
  { name: "vesselTrack", layer: vesselsLayer, by: ["vessels-track"] },
  { name: "toCome", layer: waysLayer, by: ["ways-to-come"], told: { tint: 0 } },
  { name: "underWay", layer: waysLayer, by: ["ways-under-way"], told: { tint: 0 } },
  { name: "candidate", layer: waysLayer, by: ["ways-candidate"] },
  { name: "stop", layer: waysLayer, by: ["ways-stop"] },
  { name: "search", layer: searchesLayer, by: ["searches-fill", "searches-edge"] },
  { name: "reach", layer: reachLayer, by: ["reach"], told: { step: 0 } },
  { name: "region", layer: regionsLayer, by: ["regions-edge"] },
  { name: "waters", layer: limitsLayer, by: ["limits-edge"], told: { zone: false } },
  { name: "declared", layer: limitsLayer, by: ["limits-edge"], told: { zone: true } },
  { name: "clause", layer: zonesLayer, by: ["zones-open", "zones-edge"], told: { open: true } },
  { name: "horizon", layer: sightLayer, by: ["sight-near"] },
  { name: "high", layer: sightLayer, by: ["sight-far"] },
  { name: "measured", layer: measureLayer, by: ["measure-legs"] },
];

export default function LineList() {
  const colours = coloursOf(useStore(palette));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="map-signs" tabIndex={0} aria-label={said.linesTitle}>
      <ul>
        {LINES.map((one) => (
          <li key={one.name}>
            <Swatch styles={stylesOf(one, colours)} told={one.told ?? {}} /> {said.lines[one.name]}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function stylesOf({ layer, by }: Explained, colours: Colours): LayerSpecification[] {
  const every = [...layer.styles(colours), ...(layer.signs?.(colours) ?? [])];
  return by.map((id) => {
    const style = every.find((one) => one.id === id);
    if (!style) throw new Error(`the layer ${layer.name} has no style ${id}`);
    return style;
  });
}

function Swatch({ styles, told }: { styles: readonly LayerSpecification[]; told: Given }) {
  const isArea = styles.some(({ type }) => type === "fill");
  return (
    <svg width="34" height="20" aria-hidden="true">
      {styles.map((style) => {
        const { fill, stroke, width, dash, opacity } = painted(style, told);
        const drawn = {
          fill: style.type === "line" ? "none" : fill,
          stroke,
          strokeWidth: width,
          strokeDasharray: dash.map((part) => part * width).join(" ") || undefined,
          strokeLinecap: dash[0] === 0 ? ("round" as const) : undefined,
          [style.type === "fill" ? "fillOpacity" : "strokeOpacity"]: opacity,
        };
        if (style.type === "circle")
          return <circle key={style.id} {...drawn} cx="17" cy="10" r="5" />;
        return isArea ? (
          <rect key={style.id} {...drawn} x="3" y="2" width="28" height="16" rx="7" />
        ) : (
          <line key={style.id} {...drawn} x1="2" y1="10" x2="32" y2="10" />
        );
      })}
    </svg>
  );
}
