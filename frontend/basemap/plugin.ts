/** Gives the screens the basemap's files: `virtual:basemap` is a table of name and address. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { packs } from "./build.ts";

const NAME = "virtual:basemap";
const RESOLVED = `\0${NAME}`;

export function basemap(): Plugin {
  const files = new Map<string, Uint8Array>();
  const table: Record<string, string> = {};

  /** A file's name changes with its content, so that it may be kept for ever. */
  function make(): void {
    if (files.size > 0) return;
    for (const [name, bytes] of packs()) {
      const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 8);
      table[name] = `/assets/land-${name}-${digest}.bin`;
      files.set(table[name], bytes);
    }
  }

  return {
    name: "basemap",
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      make();
      if (!this.meta.watchMode) {
        for (const [address, source] of files) {
          this.emitFile({ type: "asset", fileName: address.slice(1), source });
        }
      }
      return `export default ${JSON.stringify(table)};`;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const bytes = files.get(request.url ?? "");
        if (bytes) response.end(bytes);
        else next();
      });
    },
  };
}
