import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  test: { include: ["{src,tests,basemap}/**/*.test.ts"], environment: "node" },
});
