import fc from "fast-check";
import { expect, test } from "vitest";
import type { Person } from "@/api/types";
import { passwordOf, withoutPosting, withPosting } from "@/state/postings";

const person = {
  postings: [
    { centre_id: "roma", centre: "ITA-1", roles: ["coordinator"] },
    { centre_id: "bari", centre: "ITA-2", roles: ["observer"] },
  ],
} as unknown as Person;

test("a posting replaces the one at the same centre, and leaves the others", () => {
  expect(withPosting(person, "bari", ["admin"])).toEqual([
    { centre_id: "roma", roles: ["coordinator"] },
    { centre_id: "bari", roles: ["admin"] },
  ]);
  expect(withPosting(person, "genova", ["registrar"])).toHaveLength(3);
  expect(withoutPosting(person, "roma")).toEqual([{ centre_id: "bari", roles: ["observer"] }]);
});

test("a machine's role is not given to a person again", () => {
  const roles = ["feed", "observer"];
  const odd = { postings: [{ centre_id: "roma", roles }] } as unknown as Person;
  expect(withoutPosting(odd, "bari")).toEqual([{ centre_id: "roma", roles: ["observer"] }]);
});

test("a password has four groups of four that are read out without a doubt", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(passwordOf(bytes)).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    }),
  );
  expect(passwordOf(new Uint8Array(16))).toBe("aaaa-aaaa-aaaa-aaaa");
});
