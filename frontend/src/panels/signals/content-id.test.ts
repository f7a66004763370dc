import { expect, test } from "vitest";
import { sentContent } from "./content-id";

const fresh = () => "another";

test("what is sent again has the same id", () => {
  const first = sentContent(null, "key", "MAYDAY", fresh);
  expect(first.id).toBe("key");
  expect(sentContent(first, "key", "MAYDAY", fresh)).toBe(first);
});

test("what was changed after a sending without an answer is something else", () => {
  const first = sentContent(null, "key", "MAYDAY", fresh);
  const second = sentContent(first, "key", "MAYDAY MAYDAY", fresh);
  expect(second.id).toBe("another");
  expect(sentContent(second, "key", "MAYDAY MAYDAY", () => "a third").id).toBe("another");
});

test("after an answer the new key is the id", () => {
  const first = sentContent(null, "key", "MAYDAY", fresh);
  expect(sentContent(first, "next", "MAYDAY", fresh).id).toBe("next");
});
