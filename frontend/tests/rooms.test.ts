/** The rooms of the screens: which may use which, and no name for two different things. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/** Each uses those before it; the rooms side by side do not know each other. */
const FLOORS = [["api"], ["i18n"], ["geo"], ["state"], ["live"], ["data"], ["ui"]];
const SIDE_BY_SIDE = ["panels", "map", "arrivals", "answer"];
const ROOMS = [...FLOORS, SIDE_BY_SIDE, ["shell"]];

/** Names that mean the same in every folder that has them. */
const SHARED = new Set(["index", "acts", "detail", "labels", "incidents"]);

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.tsx?$/.test(path),
);
const roomOf = (path: string) => (path.includes("/") ? path.split("/", 1)[0] : undefined);
const floorOf = (room = "") => ROOMS.findIndex((floor) => floor.includes(room));

describe("the rooms", () => {
  it("use what lies below them", () => {
    const upward = files.flatMap((path) => {
      const own = roomOf(path);
      if (own === undefined) return [];
      const used = [...readFileSync(join(SRC, path), "utf8").matchAll(/"@\/(\w+)[/"]/g)];
      return used
        .map(([, room]) => room)
        .filter((room) => room !== own && (floorOf(room) < 0 || floorOf(room) >= floorOf(own)))
        .map((room) => `${path}: ${room}`);
    });
    expect(upward).toEqual([]);
  });

  it("have no two files of one name that mean different things", () => {
    const names = files
      .filter((path) => !/\.(test|d)\.ts$/.test(path))
      .map((path) => basename(path).replace(/\.tsx?$/, ""));
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    expect([...new Set(twice)].filter((name) => !SHARED.has(name)).sort()).toEqual([]);
  });

  it("are told in the README with every file of words, and the names that stand twice", () => {
    const readme = readFileSync(join(SRC, "../README.md"), "utf8");
    const english = files.filter((path) => /^i18n\/en(-[a-z-]+)?\.ts$/.test(path));
    const named = [...english.map((path) => basename(path)), ...SHARED];
    expect(named.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
