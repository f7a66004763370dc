/** Sentences name a party as the directory lists it. */

import { expect, test } from "vitest";
import type { Party } from "@/api/types";
import { partyName } from "./party-name";

const party = new Map([["TUN", { id: "TUN", name: "Tunisia" } as Party]]);

test("a listed party is named, and the code stands for any other", () => {
  expect(partyName({ party }, "TUN")).toBe("Tunisia");
  expect(partyName({ party }, "XAA")).toBe("XAA");
});
