import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { blocksTyped, channelsTyped, unitChosen } from "./act-on-scene";
import { type OnScene, onSceneLines } from "./on-scene";

const of = (change: object) =>
  ({ osc: null, aco: null, channels: [], altitude_blocks: [], ...change }) as unknown as OnScene &
    FullIncident;
const osc = {
  name: "Nemo 11-03",
  asset_id: "a1",
  ship_id: null,
  channel: "VHF 16",
  since: "2026-10-11T12:27:00Z",
};

test("the offices on scene are told by unit, channel and since when; channels by purpose", () => {
  const channels = [
    { purpose: "on scene", channel: "VHF 10", note: "" },
    { purpose: "air", channel: "123.1 MHz", note: "monitored" },
  ];
  const altitude_blocks = [{ assigned_to: "Bies 3", from_ft: 500, to_ft: 1500, note: "" }];
  const lines = onSceneLines(of({ osc, channels, altitude_blocks }));
  expect(Object.fromEntries(lines)).toEqual({
    "On-scene coordinator (OSC)": "Nemo 11-03, VHF 16, since 11 Oct 12:27Z",
    "Aircraft coordinator (ACO)": "",
    "Channels on scene": "on scene VHF 10 · air 123.1 MHz (monitored)",
    "Altitude blocks": "Bies 3 500–1500 ft",
  });
  expect(onSceneLines(of({})).every(([, text]) => text === "")).toBe(true);
});

test("a holder is found again among the units at work, else told by its name", () => {
  const work = { name: "Nemo 11-03", asset_id: "a1", ship_id: null };
  const units = [{ work, value: "asset a1" }] as unknown as Parameters<typeof unitChosen>[1];
  expect(unitChosen(osc, units)).toBe("asset a1");
  expect(unitChosen({ ...osc, asset_id: null }, units)).toBe("asset a1");
  expect(unitChosen({ ...osc, asset_id: "a2" }, units)).toBe("other");
  expect(unitChosen({ name: "a trawler", asset_id: null, ship_id: null }, units)).toBe("other");
  expect(unitChosen(null, units)).toBe("");
});

test("rows that are emptied are taken out, and a note stays with its row", () => {
  const known = [
    { purpose: "on scene", channel: "VHF 10", note: "monitored" },
    { purpose: "air", channel: "123.1 MHz", note: "" },
  ];
  const typed = { purpose_0: "on scene", channel_0: "VHF 12", purpose_1: "", channel_1: "" };
  expect(
    channelsTyped(known, { ...typed, "#purpose_9": "1", purpose_2: "hoist", channel_2: "VHF 6" }),
  ).toEqual([
    { purpose: "on scene", channel: "VHF 12", note: "monitored" },
    { purpose: "hoist", channel: "VHF 6", note: "" },
  ]);
  expect(blocksTyped([], { for_0: "Bies 3", from_0: "500", to_0: "1500" })).toEqual([
    { assigned_to: "Bies 3", from_ft: 500, to_ft: 1500, note: "" },
  ]);
});
