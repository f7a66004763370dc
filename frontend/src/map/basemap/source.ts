/** Land, from the files of the build: coarse first, the fine ones when they come into view. */

import files from "virtual:basemap";
import { addProtocol, type LayerSpecification, type VectorSourceSpecification } from "maplibre-gl";
import type { Colours } from "../colours";
import { LAST_ZOOM, packName } from "./levels";
import { tileKey, unpacked } from "./pack";

const SCHEME = "land";
const NOTHING = new ArrayBuffer(0);
const RETRY_MS = 3000;

type Pack = Promise<Map<string, Uint8Array>>;
const packs = new Map<string, Pack>();

/** A file is fetched once; what the line swallows is asked for again until it comes. */
function packOf(name: string): Pack | null {
  const address = files[name];
  if (!address) return null;
  const known = packs.get(name);
  if (known) return known;
  const coming = patiently(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    return unpacked(await answer.arrayBuffer());
  });
  coming.catch(() => packs.delete(name));
  packs.set(name, coming);
  return coming;
}

/** The map gives a tile up for good when it fails: without a line it waits, coarse meanwhile. */
async function patiently(address: string): Promise<Response> {
  for (;;) {
    try {
      return await fetch(address);
    } catch {
      await new Promise((again) => setTimeout(again, RETRY_MS));
    }
  }
}

/** A tile's bytes; nothing where all is sea. */
async function tile(address: string): Promise<{ data: ArrayBuffer }> {
  const [z = 0, x = 0, y = 0] = address.split("://")[1]?.split("/").map(Number) ?? [];
  const pack = await packOf(packName(z, x, y));
  const bytes = pack?.get(tileKey(z, x, y));
  return { data: bytes ? (bytes.slice().buffer as ArrayBuffer) : NOTHING };
}

let told = false;

export function landSource(): VectorSourceSpecification {
  if (!told) addProtocol(SCHEME, ({ url }) => tile(url));
  told = true;
  return { type: "vector", tiles: [`${SCHEME}://{z}/{x}/{y}`], minzoom: 0, maxzoom: LAST_ZOOM };
}

export function landStyles(colours: Colours): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    {
      id: "land",
      type: "fill",
      source: "land",
      "source-layer": "land",
      paint: { "fill-color": colours.land, "fill-antialias": false },
    },
    {
      id: "coast",
      type: "line",
      source: "land",
      "source-layer": "land",
      paint: {
        "line-color": colours.coast,
        "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.2],
      },
    },
  ];
}
