import { expect, test } from "vitest";
import type { FullDeployment, Match, Need } from "@/api/types";
import { addressOf, askedIn } from "@/panels/search";
import { amended, draftOf, emptyNeed, faultsOf, needOf } from "@/state/asking";
import { mayExtend, takersOf } from "@/state/deployment-steps";
import { NOTHING, type Picture } from "@/state/picture";
import { needText } from "@/ui/coverage";
import { verdictText } from "@/ui/verdict";

const NOW = Date.parse("2026-10-11T12:00:00Z");
const need = {
  id: "n",
  what: "Lift people",
  kinds: ["aircraft"],
  types: ["H1"],
  capabilities: ["hoist"],
  quantity: 2,
  unit: "assets",
  from_at: "2026-10-11T12:30:00Z",
  by_at: "2026-10-11T14:05:27Z",
  until_at: null,
} as unknown as Need;

test("an amendment changes what was typed and leaves alone what no field shows", () => {
  const draft = draftOf(need);
  expect(draft.by).toBe("111405Z");
  expect(amended(need, draft, NOW)).toEqual({ ...need });
  const other = amended(need, { ...draft, quantity: "5", by: "1600" }, NOW);
  expect(other).toMatchObject({
    quantity: 5,
    types: ["H1"],
    from_at: need.from_at,
    by_at: "2026-10-11T16:00:00.000Z",
  });
  expect(amended(need, { ...draft, by: "" }, NOW)?.by_at).toBeNull();
  expect(amended(need, { ...draft, quantity: "0" }, NOW)).toBeNull();
});

test("a time means what it meant when it was typed, however long the form stays open", () => {
  const typed = { ...emptyNeed("n"), what: "A tow", by: "+120", byTypedMs: NOW };
  const later = NOW + 13 * 60_000;
  expect(needOf(typed, later)?.by_at).toBe("2026-10-11T14:00:00.000Z");
  expect(needOf({ ...typed, by: "1205" }, later)?.by_at).toBe("2026-10-11T12:05:00.000Z");
});

test("what is asked keeps its kinds, also where it is said what for", () => {
  expect(needText(need)).toBe("Lift people: 2 units · aircraft · hoist");
  expect(needText({ kinds: ["vessel", "aircraft"], unit: "persons", quantity: 8 })).toBe(
    "vessel or aircraft: 8 people",
  );
});

test("a need that says nothing of what for is not sent, and every fault stands at its field", () => {
  const empty = emptyNeed("n");
  expect(faultsOf(empty, NOW)).toEqual(["what"]);
  expect(faultsOf({ ...empty, quantity: "0", by: "soon" }, NOW)).toEqual([
    "what",
    "quantity",
    "by",
  ]);
  expect(faultsOf({ ...empty, kinds: ["vessel"] }, NOW)).toEqual([]);
  expect(faultsOf({ ...empty, what: "A tow" }, NOW)).toEqual([]);
  expect(faultsOf(empty, NOW, ["H1"])).toEqual([]);
});

test("the verdict says how long before entry a State is told", () => {
  const reason = (lead_minutes: number) => ({ code: "c", sentence: "", params: { lead_minutes } });
  const said = (verdict: string, ...leads: number[]) =>
    verdictText({ verdict, reasons: leads.map(reason), party: "MLT" } as unknown as Match, "ITA");
  expect(said("after_notice", 30, 0)).toBe("after notice 30 min");
  expect(said("after_notice", 0)).toBe("after notice");
  expect(said("allowed", 30)).toBe("allowed");
});

const work = (id: string, fields: object) =>
  ({
    id,
    view: "full",
    party: "MLT",
    lead_party: "ITA",
    incident_id: "i",
    asset_id: `a-${id}`,
    ship_id: null,
    state: "on_scene",
    aboard: 0,
    ...fields,
  }) as unknown as FullDeployment;
const pictureOf = (...works: FullDeployment[]): Picture => ({
  ...NOTHING,
  deployment: new Map(works.map((one) => [one.id, one])),
});
const hands = (party: string) => ({ party, watches: true, coordinates: false });

test("survivors go over to units of the same case, those at the scene first, by owner or lead", () => {
  const giver = work("giver", { aboard: 8 });
  const taker = work("taker", { party: "TUN" });
  const far = work("far", { state: "underway" });
  const other = work("other", { incident_id: "j" });
  const picture = pictureOf(giver, taker, far, other);
  const ids = (party: string) => takersOf(picture, giver, hands(party)).map(({ id }) => id);
  expect(ids("MLT")).toEqual(["taker", "far"]);
  expect(ids("ITA")).toEqual(["taker", "far"]);
  expect(ids("TUN")).toEqual([]);
  expect(ids("GRC")).toEqual([]);
  const loadedNobody = takersOf(picture, taker, hands("ITA")).map(({ id }) => id);
  expect(loadedNobody, "it is a fact all the same").toEqual(["giver", "far"]);
  expect(takersOf(picture, far, hands("ITA"))).toEqual([]);
});

test("only the owner binds its asset for longer, and only while it is at work", () => {
  expect(mayExtend(work("w", {}), hands("MLT"))).toBe(true);
  expect(mayExtend(work("w", {}), hands("ITA"))).toBe(false);
  expect(mayExtend(work("w", { state: "returned" }), hands("MLT"))).toBe(false);
  expect(mayExtend(work("w", { asset_id: null, ship_id: "s" }), hands("MLT"))).toBe(false);
});

test("the address of a search says its words, the number before which it looks and its span", () => {
  const all = { words: "", before: null, from: "", until: "", after: null };
  expect(addressOf(all)).toBe("/search");
  expect(addressOf({ ...all, words: " raft ", before: 40 })).toBe("/search/raft/40");
  expect(addressOf({ ...all, before: 40 })).toBe("/search/-/40");
  const span = { ...all, words: "a/b", until: "2026-10-11T12:00:00.000Z" };
  expect(askedIn(addressOf(span).replace("/search/", ""))).toEqual(span);
  const since = { ...all, after: 12 };
  expect(addressOf(since)).toBe("/search/-/-/-/-/12");
  expect(askedIn("-/-/-/-/12")).toEqual(since);
  expect(askedIn("")).toEqual(all);
});
