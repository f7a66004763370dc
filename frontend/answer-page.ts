/** Builds the answer page beside the screens: one script for old browsers, one style, one file. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A file's name changes with its content, so that it may be kept for ever. */
function named(kind: "js" | "css", source: string): string {
  const digest = createHash("sha256").update(source).digest("base64url").slice(0, 8);
  return `assets/answer-${digest}.${kind}`;
}

/** The script in one piece, as browsers since 2016 read it. */
async function script(): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: "warn",
    root: HERE,
    publicDir: false,
    resolve: { alias: { "@": `${HERE}src` } },
    build: {
      write: false,
      target: "es2015",
      rolldownOptions: { input: `${HERE}src/answer/link-page.ts`, output: { format: "iife" } },
    },
  })) as Rolldown.RolldownOutput;
  return made.output[0].code;
}

export function answerPage(): Plugin {
  return {
    name: "answer-page",
    apply: "build",
    async generateBundle() {
      const code = await script();
      const style = readFileSync(`${HERE}src/answer/answer.css`, "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\s+/g, " ");
      const files = { "answer.js": named("js", code), "answer.css": named("css", style) };
      let page = readFileSync(`${HERE}answer.html`, "utf8");
      for (const [name, address] of Object.entries(files)) page = page.replace(name, `/${address}`);
      this.emitFile({ type: "asset", fileName: files["answer.js"], source: code });
      this.emitFile({ type: "asset", fileName: files["answer.css"], source: style });
      this.emitFile({ type: "asset", fileName: "answer.html", source: page });
    },
  };
}
