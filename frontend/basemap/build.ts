/** Cuts Natural Earth land (npm `world-atlas`, public domain) into the files of the basemap. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Feature, MultiPolygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { FINE, packName, WORLD } from "../src/map/basemap/levels.ts";
import { packed, type Tile } from "../src/map/basemap/pack.ts";
import { unrolledPolygon } from "./rings.ts";

/** Steps per tile: MapLibre's own, so that nothing is rounded twice. */
const EXTENT = 8192;
/** Beyond the tile's edge, in steps of 1/512: the stroke of the coast must not show the edges. */
const BUFFER = 128;

type Atlas = Topology<{ land: GeometryCollection }>;

export function land(atlas: string): Feature[] {
  const from = createRequire(import.meta.url).resolve(`world-atlas/land-${atlas}.json`);
  const topology = JSON.parse(readFileSync(from, "utf8")) as Atlas;
  return feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    (geometry as MultiPolygon).coordinates.map(
      (rings): Feature => ({
        type: "Feature",
        properties: {},
        geometry: unrolledPolygon(rings),
      }),
    ),
  );
}

interface Level {
  readonly atlas: string;
  readonly fromZoom: number;
  readonly toZoom: number;
}

/** All tiles of a level that hold land, in the order of zoom, column and row. */
export function tilesOf({ atlas, fromZoom, toZoom }: Level): Tile[] {
  const index = new GeoJSONVT(
    { type: "FeatureCollection", features: land(atlas) },
    { maxZoom: toZoom, indexMaxZoom: toZoom, indexMaxPoints: 0, extent: EXTENT, buffer: BUFFER },
  );
  const tiles: Tile[] = [];
  for (let z = fromZoom; z <= toZoom; z += 1) {
    for (let x = 0; x < 2 ** z; x += 1) {
      for (let y = 0; y < 2 ** z; y += 1) {
        const tile = index.getTile(z, x, y);
        if (!tile?.features.length) continue;
        const bytes = fromGeojsonVt({ land: tile }, { version: 2, extent: EXTENT });
        tiles.push({ z, x, y, bytes });
      }
    }
  }
  return tiles;
}

/** The files by name. The same input makes the same bytes. */
export function packs(): Map<string, Uint8Array> {
  const sorted = new Map<string, Tile[]>();
  for (const tile of [...WORLD, FINE].flatMap(tilesOf)) {
    const name = packName(tile.z, tile.x, tile.y);
    sorted.set(name, [...(sorted.get(name) ?? []), tile]);
  }
  return new Map([...sorted].map(([name, tiles]) => [name, packed(tiles)]));
}
