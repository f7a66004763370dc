import { expect, test } from "vitest";
import { help } from "./en-help";

const lives = { dead: 0, died: 0, dead_landed: 0, born: 0, back_in_water: 0 };

test("a unit tells who died, was born or went into the water again", () => {
  const { persons } = help.work;
  expect(persons(5, 0, lives)).toBe("5 aboard · 0 delivered");
  expect(persons(0, 0, { ...lives, back_in_water: 5 })).toBe(
    "0 aboard · 0 delivered · 5 went into the water again",
  );
  expect(persons(3, 1, { dead: 3, died: 1, dead_landed: 2, born: 1, back_in_water: 0 })).toBe(
    "3 aboard · 1 delivered · 3 dead (1 after recovery, 1 aboard, 2 landed) · 1 born",
  );
});
