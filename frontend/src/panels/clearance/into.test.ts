import { expect, test } from "vitest";
import type { Clearance } from "@/api/types";
import { intoOf } from "./into";

const clearance = { code: "entry_request", centre: { name: "RCC Malta" } } as Clearance;

test("where it is not determined whose waters they are, the centre is named and no State", () => {
  expect(intoOf(clearance, "Malta")).toBe("Malta");
  for (const code of ["not_determined_asked", "not_determined_told"]) {
    expect(intoOf({ ...clearance, code }, "Malta")).toBe("waters not determined here (RCC Malta)");
  }
});
