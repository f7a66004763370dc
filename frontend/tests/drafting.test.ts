import { expect, test } from "vitest";
import { partiesIn, termsOf } from "@/panels/agreements/drafting";
import { Values } from "@/ui/values";

const typed = (fields: Record<string, string>) => new Values(fields, 0);

test("each thing that is granted is an article, what is left open is none", () => {
  expect(termsOf(typed({}))).toEqual([]);
  const terms = termsOf(
    typed({ visibility: "position", delay: "30", request: "yes", answer: "15", entry: "notify" }),
  );
  expect(terms).toEqual([
    {
      article: "Art. 1",
      visibility: "position",
      position_precision_nm: 0,
      position_delay_minutes: 30,
    },
    { article: "Art. 2", may_request: true, clocks: { answer: 15 } },
    { article: "Art. 3", entry: [{ mode: "notify", lead_minutes: 0 }] },
  ]);
});

test("precision and delay are said of positions alone", () => {
  const [term] = termsOf(typed({ visibility: "readiness", precision: "5", delay: "30" }));
  expect(term).toMatchObject({ position_precision_nm: 0, position_delay_minutes: 0 });
});

test("one's own party is one of them, once", () => {
  expect(partiesIn("mlt, TUN; ita", "ITA")).toEqual(["ITA", "MLT", "TUN"]);
});
