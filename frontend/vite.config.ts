/** The build: small named chunks under `sar/web`, each with its .br and .gz beside it. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { answerPage } from "./answer-page.ts";
import { basemap } from "./basemap/plugin.ts";
import { notices } from "./notices.ts";

const OUT = fileURLToPath(new URL("../sar/web", import.meta.url));
const COMPRESSED = /\.(js|mjs|css|html|svg|json|txt|webmanifest|topojson|pbf)$/;
const WORTHWHILE_BYTES = 512;

function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    closeBundle() {
      for (const file of readdirSync(OUT, { recursive: true, encoding: "utf8" })) {
        if (!COMPRESSED.test(file)) continue;
        const path = join(OUT, file);
        const bytes = readFileSync(path);
        if (bytes.length < WORTHWHILE_BYTES) continue;
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** The application, and the description of the API at `/api/docs`. */
const PAGES = ["index.html", "api-docs.html"].map((page) =>
  fileURLToPath(new URL(page, import.meta.url)),
);
/** Small, and needed by the first view and by what comes later: one file compresses better. */
const SHARED =
  /src\/(api\/(client|traits)|geo\/(format|present)|i18n\/(index|en)|state\/(alarms|desk|found-text|hooks|liveness|pointing|route|store)|ui\/(keys|key-events))\.ts$|react\/.*jsx-runtime/;
const SERVER = process.env.SAR_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), basemap(), notices(), answerPage(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing inline: the policy of the page forbids it
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      input: PAGES,
      checks: { pluginTimings: false },
      output: {
        codeSplitting: { groups: [{ name: "shared", test: SHARED }] },
        // The first part names all others, and random letters do not compress: six tell files apart,
        // and seven the parts, of which there are more.
        // So few letters of a name are enough for whoever looks which part it is.
        chunkFileNames: ({ name }) => `assets/${name.slice(0, 4)}-[hash:7].js`,
        assetFileNames: "assets/[name]-[hash:6][extname]",
      },
    },
    chunkSizeWarningLimit: 1200, // MapLibre, which comes after the text part
    cssCodeSplit: true,
  },
  server: { proxy: { "/api": { target: SERVER, ws: true } } },
});
