import { expect, test } from "vitest";
import type { Centre } from "@/api/types";
import { blank, moved, rowsOf, sent } from "./rows";

const contacts = [
  { channel: "telephone", value: "+39 01", language: "it", hours: "", verified_on: "2026-09-01" },
  { channel: "email", value: "watch@rome.example", in_exercises: true },
] as unknown as Centre["contacts"];
const rows = rowsOf({ contacts });

test("what was read is what is sent again", () => {
  expect(sent(rows)).toEqual([
    {
      channel: "telephone",
      value: "+39 01",
      language: "it",
      hours: "",
      verified_on: "2026-09-01",
      in_exercises: false,
    },
    {
      channel: "email",
      value: "watch@rome.example",
      language: "",
      hours: "",
      verified_on: null,
      in_exercises: true,
    },
  ]);
});

test("a contact is moved within the list, and not out of it", () => {
  const order = (list: readonly { value: string }[]) => list.map(({ value }) => value);
  expect(order(moved(rows, 1, -1))).toEqual(["watch@rome.example", "+39 01"]);
  expect(order(moved(rows, 0, 1))).toEqual(["watch@rome.example", "+39 01"]);
  expect(order(moved(rows, 0, -1))).toEqual(["+39 01", "watch@rome.example"]);
  expect(order(moved(rows, 1, 1))).toEqual(["+39 01", "watch@rome.example"]);
});

test("a new row has an id of its own, and a secret goes with a webhook alone", () => {
  expect(blank(rows).id).toBe(2);
  expect(blank([]).id).toBe(0);
  const hook = {
    ...blank(rows),
    channel: "webhook" as const,
    value: "https://x",
    secret: "whsec_a",
  };
  expect(sent([hook])[0]).toMatchObject({ secret: "whsec_a" });
  expect(sent([{ ...hook, channel: "email" as const }])[0]).not.toHaveProperty("secret");
  expect(sent([{ ...hook, secret: "" }])[0]).not.toHaveProperty("secret");
});
