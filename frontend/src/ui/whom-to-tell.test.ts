import { expect, test } from "vitest";
import { whomToTell } from "./whom-to-tell";

const waters = { tell: ["GRC", "TUN"], centres: [{ party: "TUN", name: "MRCC Tunis" }] };

test("the State in whose territory the lead places it is told, once", () => {
  const centres = ["MRCC Tunis"];
  expect(whomToTell(waters, null)).toEqual({ centres, parties: ["GRC"] });
  expect(whomToTell(waters, "LBY")).toEqual({ centres, parties: ["LBY", "GRC"] });
  expect(whomToTell(waters, "GRC")).toEqual({ centres, parties: ["GRC"] });
  expect(whomToTell(waters, "TUN")).toEqual({ centres, parties: ["GRC"] });
});

test("whose region is but the nearest is not said to be told", () => {
  const off = { tell: ["CYP", "GRC"], centres: [], nearest: { party: "GRC" } };
  expect(whomToTell(off, null).parties).toEqual(["CYP"]);
  expect(whomToTell({ ...off, claimants: ["GRC"] }, null).parties).toEqual(["CYP", "GRC"]);
  expect(whomToTell(off, "GRC").parties).toEqual(["GRC", "CYP"]);
});
