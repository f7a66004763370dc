/** Writes `notices.txt` into the build: the licence of every package whose code or data is in it. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const NAMES_NOTE = `Names of places: GeoNames (geonames.org), CC BY 4.0 (creativecommons.org/licenses/by/4.0), those
of 500 people and more near a coast, chosen by zoom.
`;
/** Of the coasts: whose they are, and the licences of the finer one. */
const COASTS = [
  "basemap/COASTS.md",
  "../sar/geo/licences/LGPL-3.txt",
  "../sar/geo/licences/GPL-3.txt",
];
const LICENCE = /^(licen[cs]e|notice|copying)|\.license\.txt$/i;
const RULE = "-".repeat(80);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

export function notices(): Plugin {
  return {
    name: "notices",
    apply: "build",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) =>
        part.type === "chunk" ? part.moduleIds : [],
      );
      const folders = new Set<string>();
      for (const id of modules) {
        const folder = packageFolder(id);
        if (folder) folders.add(folder);
      }
      this.emitFile({ type: "asset", fileName: "notices.txt", source: written([...folders]) });
    },
  };
}

/** The folder of the installed package that a module is of, if any. */
export function packageFolder(moduleId: string): string | null {
  const found = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId);
  return found?.[1] && existsSync(join(found[1], "package.json")) ? found[1] : null;
}

function written(folders: readonly string[]): string {
  const parts = folders.map(notice).sort();
  return [
    "The screens of SAR Assist (Apache-2.0) contain the works below.\n",
    NAMES_NOTE,
    ...COASTS.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")),
    ...parts,
  ].join(`${RULE}\n`);
}

function notice(folder: string): string {
  const read = (file: string) => readFileSync(join(folder, file), "utf8").trim();
  const { name, version, license } = JSON.parse(read("package.json")) as Package;
  const texts = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .sort()
    .map(read);
  if (!license && texts.length === 0)
    throw new Error(`${name} in ${dirname(folder)} has no licence`);
  const head = `${name} ${version} (${license ?? "see below"})`;
  return `${[head, ...texts].join("\n\n")}\n`;
}
