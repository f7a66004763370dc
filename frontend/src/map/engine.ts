/** The one owner of the MapLibre map: adds the layers, and tells them once a frame what changed. */

import {
  addProtocol,
  type GeoJSONSource,
  Map as GlMap,
  type LayerSpecification,
  type LngLatBoundsLike,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Tiles } from "@/api/types";
import { textScale } from "@/ui/text-scale";
import { chartOf } from "./basemap/chart";
import { CHART, type Chart } from "./basemap/raster";
import { coastSources, coastStyles } from "./basemap/source";
import type { Colours } from "./colours";
import { coveredBelow, floatingParts } from "./floating-parts";
import { drawIcon, PIXEL_RATIO } from "./icons/draw";
import { iconOf } from "./icons/names";
import { difference, due, type Layer, LETTERS, NEVER, STROKES, scaled } from "./layer";
import { LAYERS } from "./layers";
import { roomIn } from "./room";
import type { Drawn, Seen, Viewport } from "./seen";

export interface Engine {
  readonly map: GlMap;
  /** Shows it with the next frame. */
  show(seen: Seen): void;
  paint(colours: Colours): void;
  /** Holds the bounds in view, also when the window changes, until a person moves the map. */
  fit(bounds: LngLatBoundsLike, how: { readonly atOnce: boolean }): void;
  /** The number of times that a person has moved the map. */
  moves(): number;
  stop(): void;
}

export interface Camera {
  readonly center: [number, number];
  readonly zoom: number;
}

/** A chart that cannot be read is asked for again; the land is there meanwhile. */
const CHART_AGAIN_MS = 60_000;

export function startEngine(
  container: HTMLElement,
  colours: Colours,
  camera: Camera,
  tiles: Tiles | null,
): Engine {
  setWorkerUrl(new URL(workerUrl, location.href).href);
  const map = new GlMap({
    container,
    style: {
      version: 8,
      sources: {
        ...coastSources(),
        ...Object.fromEntries(LAYERS.map(({ name, source }) => [name, sourceOf(source)])),
      },
      layers: [...grounds(colours), ...overlays(colours)],
    },
    ...camera,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    minZoom: 1.5,
    maxZoom: 14,
    fadeDuration: 0,
    renderWorldCopies: true,
    refreshExpiredTiles: false,
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  let palette = colours;
  map.setMissingStyleImageResolver((id) => {
    const icon = iconOf(id);
    if (icon) map.addImage(id, drawIcon(icon, palette), { pixelRatio: PIXEL_RATIO });
  });

  const told = LAYERS.map((layer) => ({
    layer,
    told: NEVER,
    shown: new Map<string, Drawn>() as ReadonlyMap<string, Drawn>,
  }));
  let latest: Seen | null = null;
  let chart: Chart | null = null;
  let charted = true;
  let frame: number | null = null;
  let later: ReturnType<typeof setTimeout> | null = null;
  let ready = false;
  let stopped = false;

  function stylesOf(colours: Colours): LayerSpecification[] {
    const middle = chart ? scaledHere(chart.styles(colours)) : [];
    return [...grounds(colours), ...middle, ...overlays(colours)];
  }

  async function lay(tiles: Tiles): Promise<void> {
    try {
      const found = await chartOf(tiles, addProtocol);
      if (stopped) return;
      map.addSource(CHART, found.source);
      const above = overlays(palette)[0]?.id;
      for (const style of scaledHere(found.styles(palette))) map.addLayer(style, above);
      chart = found;
      ask();
    } catch (failure) {
      console.warn("The chart cannot be read:", failure);
      setTimeout(() => !stopped && void lay(tiles), CHART_AGAIN_MS);
    }
  }

  function draw(): void {
    frame = null;
    if (!latest || !ready) return;
    if (chart && latest.shown.chart !== charted) {
      charted = latest.shown.chart;
      for (const { id } of chart.styles(palette))
        map.setLayoutProperty(id, "visibility", charted ? "visible" : "none");
    }
    for (const one of told) {
      const next = due(one.layer, one.told, latest, performance.now());
      if (next === null) continue;
      if (typeof next === "number") {
        later ??= setTimeout(askLater, next);
        continue;
      }
      one.told = next;
      const shown = new Map(one.layer.features(latest).map((feature) => [feature.id, feature]));
      const news = difference(one.shown, shown);
      one.shown = shown;
      if (news) map.getSource<GeoJSONSource>(one.layer.name)?.updateData(news);
    }
  }

  function askLater(): void {
    later = null;
    ask();
  }

  function ask(): void {
    frame ??= requestAnimationFrame(draw);
  }

  map.once("style.load", () => {
    ready = true;
    if (palette !== colours) repaint(map, palette, stylesOf(palette));
    if (tiles) void lay(tiles);
    ask();
  });

  let held: LngLatBoundsLike | null = null;
  let moves = 0;
  map.on("movestart", ({ originalEvent }) => {
    if (!originalEvent) return;
    held = null;
    moves += 1;
  });
  let scale = textScale();
  map.on("resize", () => {
    if (ready && textScale() !== scale) {
      scale = textScale();
      resize(map, stylesOf(palette));
    }
    if (held) hold(held, true);
  });

  function hold(bounds: LngLatBoundsLike, atOnce: boolean): void {
    const { clientWidth, clientHeight } = container;
    // Where the map has no place now it is fitted once it has one.
    if (clientWidth === 0 || clientHeight === 0) return;
    const covered = coveredBelow(floatingParts.get(), clientHeight);
    const padding = roomIn(clientWidth, clientHeight, textScale(), covered);
    map.fitBounds(bounds, { padding, maxZoom: 9, duration: atOnce ? 0 : 400 });
  }

  return {
    map,
    fit(bounds, how) {
      held = bounds;
      hold(bounds, how.atOnce);
    },
    moves: () => moves,
    show(seen) {
      latest = seen;
      ask();
    },
    paint(next) {
      palette = next;
      if (ready) repaint(map, next, stylesOf(next));
    },
    stop() {
      stopped = true;
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(later ?? undefined);
      map.remove();
    },
  };
}

function sourceOf(options: Layer["source"]) {
  const data = { type: "FeatureCollection" as const, features: [] };
  return { type: "geojson" as const, data, promoteId: "id", ...options };
}

const grounds = (colours: Colours) => scaledHere(coastStyles(colours));
const overlays = (colours: Colours) =>
  scaledHere([
    ...LAYERS.flatMap(({ styles }) => styles(colours)),
    ...LAYERS.flatMap(({ signs }) => signs?.(colours) ?? []),
  ]);

function scaledHere(styles: readonly LayerSpecification[]): LayerSpecification[] {
  const scale = textScale();
  return styles.map((style) => scaled(style, scale));
}

function repaint(map: GlMap, colours: Colours, styles: readonly LayerSpecification[]): void {
  for (const { id, paint } of styles) {
    for (const [property, value] of Object.entries(paint ?? {})) {
      map.setPaintProperty(id, property as "fill-color", value as string);
    }
  }
  for (const id of map.listImages()) {
    const icon = iconOf(id);
    if (icon) map.updateImage(id, drawIcon(icon, colours));
  }
}

/** On a screen with other letters those of the map follow, and its lines. */
function resize(map: GlMap, styles: readonly LayerSpecification[]): void {
  for (const { id, layout, paint } of styles) {
    const [letters, strokes] = [layout, paint] as Record<string, number>[];
    for (const property of LETTERS) {
      if (letters?.[property] !== undefined) map.setLayoutProperty(id, property, letters[property]);
    }
    for (const property of STROKES) {
      if (strokes?.[property] !== undefined) map.setPaintProperty(id, property, strokes[property]);
    }
  }
}

export function viewportOf(map: GlMap): Viewport {
  const bounds = map.getBounds();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
    zoom: map.getZoom(),
  };
}
