import { expect, test } from "vitest";
import { withCarriers } from "@/panels/request/carriers";

const none: ReadonlySet<string> = new Set();
const promised_at = "2026-10-11T13:00:00Z";

test("what carries an item is offered with it, once, for no need, there when it is", () => {
  const loads = ["pumps", "rafts"].map((asset_id) => ({
    asset_id,
    need_id: "n",
    carrier_asset_id: "helicopter",
    promised_at,
  }));
  expect(withCarriers(loads, none)).toEqual([...loads, { asset_id: "helicopter", promised_at }]);
});

test("a carrier that is offered already, or at work there, is not offered again", () => {
  const load = { asset_id: "pumps", carrier_asset_id: "helicopter" };
  expect(withCarriers([load], new Set(["helicopter"]))).toEqual([load]);
  const both = [load, { asset_id: "helicopter", need_id: "m" }];
  expect(withCarriers(both, none)).toEqual(both);
});
