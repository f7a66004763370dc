/** Persons an hour that a type takes aboard by each of its means, as they are typed. Pure. */

import type { AssetType, Bodies } from "@/api/types";
import { capabilityText } from "@/i18n/capability-text";
import { registerWords } from "@/i18n/register-words";
import type { Field, Values } from "@/ui/values";

const said = registerWords.types;

type Pace = AssetType["recovery"][number];
type Means = Pace["means"];

/** The capabilities by which people are taken aboard. */
const MEANS: readonly Means[] = ["hoist", "dual_hoist", "boats", "low_freeboard"];

/** Like `12 to 4, 6 to 6`. */
const textOf = (paces: readonly Pace[], means: Means): string =>
  paces
    .filter((one) => one.means === means)
    .map((one) => `${one.persons_an_hour} to ${one.sea_state_max}`)
    .join(", ");

/** The paces that the text tells, from calm to rough; null: it is none. */
export function pacesIn(text: string, means: Means): Pace[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const paces: Pace[] = [];
  for (const part of parts.filter(Boolean)) {
    const [, persons, sea] = /^(\d{1,4})\s*(?:to|-|–|\/)\s*(\d)$/.exec(part) ?? [];
    if (persons === undefined || Number(persons) < 1) return null;
    paces.push({ means, persons_an_hour: Number(persons), sea_state_max: Number(sea) });
  }
  return paces.sort((one, other) => one.sea_state_max - other.sea_state_max);
}

/** One field for each of the means that it has. */
export function recoveryFields(
  capabilities: readonly string[],
  recovery: readonly Pace[] = [],
): Field[] {
  const known = new Set([...MEANS, ...recovery.map(({ means }) => means)]);
  return [...known]
    .filter((means) => capabilities.includes(means))
    .map((means) => ({
      name: `recovery.${means}`,
      label: said.pace(capabilityText(means)),
      kind: "line",
      hint: said.paceHint,
      initial: textOf(recovery, means),
      check: (text) => (pacesIn(text, means) ? null : said.paceUnread),
    }));
}

/** The paces that are typed, of the means that are chosen. */
export function typedPaces(
  capabilities: readonly string[],
  recovery: readonly Pace[],
  typed: Values,
): NonNullable<Bodies["RefineTypeBody"]["recovery"]> {
  return recoveryFields(capabilities, recovery).flatMap(({ name }) => {
    const means = name.slice("recovery.".length) as Means;
    return pacesIn(typed.text(name), means) ?? [];
  });
}
