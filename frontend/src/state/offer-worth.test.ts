import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/offers.json";
import { type HelpSoFar, isWorthARing, type UnitOffered } from "./offer-worth";

type Row = HelpSoFar & { why: string; offered: UnitOffered[]; rings: boolean };

test.each(vectors.rows as Row[])("as the server has it: $why", ({ offered, rings, ...soFar }) => {
  expect(isWorthARing(offered, soFar)).toBe(rings);
});
