import { expect, test } from "vitest";
import { packed, unpacked } from "./pack";

test("what is packed comes out again under its own key", () => {
  const tiles = [
    { z: 0, x: 0, y: 0, bytes: Uint8Array.of(1, 2, 3) },
    { z: 5, x: 31, y: 17, bytes: new Uint8Array() },
    { z: 5, x: 17, y: 12, bytes: Uint8Array.of(9) },
  ];
  const pack = packed(tiles);
  const out = unpacked(pack.buffer as ArrayBuffer);
  expect([...out.keys()]).toEqual(["0/0/0", "5/31/17", "5/17/12"]);
  expect([...(out.get("0/0/0") ?? [])]).toEqual([1, 2, 3]);
  expect(out.get("5/31/17")?.length).toBe(0);
  expect([...(out.get("5/17/12") ?? [])]).toEqual([9]);
});
