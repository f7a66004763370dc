/** Gives the screens the archives of the coast: `virtual:basemap` says where each is and what it covers. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { bytesToHeader } from "pmtiles";
import type { Plugin } from "vite";

const NAME = "virtual:basemap";
const RESOLVED = `\0${NAME}`;
const HEAD_BYTES = 127;
/** As `scripts/build_coast.py` writes them. */
export const ARCHIVES = {
  land: join(import.meta.dirname, "land-world.pmtiles"),
  waters: join(import.meta.dirname, "land-waters.pmtiles"),
};

export function basemap(): Plugin {
  return {
    name: "basemap",
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? moduleOf(ARCHIVES) : null),
  };
}

/** Addresses are left to the build, which names a file by its content. */
function moduleOf(archives: Readonly<Record<string, string>>): string {
  const named = Object.entries(archives);
  const imports = named.map(
    ([name, path]) => `import ${name} from ${JSON.stringify(`${path}?url`)};`,
  );
  const coasts = named.map(
    ([name, path]) => `${name}: { address: ${name}, ...${JSON.stringify(coverageOf(path))} }`,
  );
  return `${imports.join("\n")}\nexport default { ${coasts.join(", ")} };`;
}

export interface Coverage {
  readonly zooms: readonly [first: number, last: number];
  readonly bounds: readonly number[];
  readonly boxes: readonly (readonly number[])[];
}

/** As the head and the metadata of an archive have it. */
export function coverageOf(path: string): Coverage {
  const file = readFileSync(path);
  const head = bytesToHeader(Uint8Array.from(file.subarray(0, HEAD_BYTES)).buffer);
  const from = head.jsonMetadataOffset;
  const told = gunzipSync(file.subarray(from, from + head.jsonMetadataLength)).toString();
  const { boxes } = JSON.parse(told) as Pick<Coverage, "boxes">;
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = head;
  return { zooms: [minZoom, maxZoom], bounds: [minLon, minLat, maxLon, maxLat], boxes };
}
