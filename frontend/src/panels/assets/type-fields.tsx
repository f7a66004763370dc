/** The fields of a type of one's own, for a new one and for one that is refined. */

import type { AssetType, Bodies, Capability } from "@/api/types";
import { choicesOf } from "@/data/capabilities";
import type { Draft } from "@/data/drafts";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import { Some } from "@/ui/some";
import type { Field, Values } from "@/ui/values";
import {
  addedBuild,
  buildIn,
  fieldsOfBuild,
  fieldsOfKnownBuild,
  refinedBuild,
} from "./build-fields";

const said = registerWords.types;

const SPEEDS = ["cruise_kn", "response_kn", "max_kn"] as const;
const REACH = ["range_nm", "radius_nm", "endurance_h"] as const;
const ROOM = ["capacity_normal", "capacity_extreme"] as const;
const WEATHER = ["sea_state_max", "wind_max_kn"] as const;
const FIGURES = [...SPEEDS, "length_m", ...REACH, ...ROOM, ...WEATHER] as const;

type Figure = (typeof FIGURES)[number];
const REFINED = FIGURES.filter((figure) => figure !== "max_kn");
const COUNTED: readonly string[] = [...ROOM, "sea_state_max"];
const NOTICE = ["day_minutes", "night_minutes", "at_sea_minutes"] as const;

const shown = (value: number | null | undefined) => (value == null ? "" : String(value));

/** `needed`: the figures without which the type is not taken, each with why. */
function figureFields(
  names: readonly Figure[],
  known?: AssetType,
  needed: Partial<Record<Figure, string>> = {},
): Field[] {
  return names.map((name) => ({
    name,
    label: said.figure[name],
    kind: COUNTED.includes(name) ? "count" : "number",
    initial: shown(known?.[name]),
    ...(needed[name] && { required: true, hint: needed[name] }),
  }));
}

/** The figures that a new type has to tell, where the type on which it is based tells none. */
function neededOf(
  types: readonly AssetType[],
  kind: string,
  base: AssetType | undefined,
): Partial<Record<Figure, string>> {
  const moves = types.some((one) => !one.party && one.kind === kind && one.max_kn);
  return {
    ...(moves && !base?.max_kn && { max_kn: said.needed.max_kn }),
    ...(kind === "vessel" && !base?.length_m && { length_m: said.needed.length_m }),
  };
}

const timeFields = (known?: AssetType): Field[] => [
  ...NOTICE.map(
    (name): Field => ({
      name,
      label: said.noticeOf[name],
      kind: "count",
      initial: shown(known?.notice[name]),
    }),
  ),
  {
    name: "turn_round_minutes",
    label: said.turnRound,
    hint: said.turnRoundHint,
    kind: "count",
    initial: shown(known?.turn_round_minutes),
  },
];

const capabilityField = (able: readonly Capability[], known?: AssetType): Field => ({
  name: "capabilities",
  label: said.capabilities,
  kind: "own",
  wide: true,
  initial: known?.capabilities.join(" ") ?? "",
  draw: (drawing) => <Some {...drawing} options={choicesOf(able, known?.capabilities ?? [])} />,
});

const wordFields = (known?: AssetType): Field[] => [
  {
    name: "unit_class",
    label: said.unitClass,
    hint: said.unitClassHint,
    kind: "line",
    initial: known?.unit_class ?? "",
  },
  {
    name: "limits",
    label: said.limits,
    kind: "line",
    wide: true,
    initial: known?.limits ?? "",
  },
  {
    name: "source",
    label: said.source,
    hint: said.sourceHint,
    wide: true,
    kind: "line",
    required: true,
    initial: known?.source.note ?? "",
  },
];

/** A party's types have the shipped capabilities and the party's own. */
const usableBy = (able: readonly Capability[], party: string) =>
  able.filter((one) => !one.party || one.party === party);

export function fieldsOfNew(
  types: readonly AssetType[],
  party: string,
  able: readonly Capability[] = [],
  typed: Draft = {},
): readonly Field[] {
  const build = buildIn(types, typed);
  const { base } = build;
  const needed = neededOf(types, build.kind ?? "", base);
  const bases = types.filter((one) => !one.opportunity && (!one.party || one.party === party));
  return [
    { name: "code", label: said.code, hint: said.codeHint(party), kind: "line", required: true },
    { name: "name", label: said.name, kind: "line", required: true },
    {
      name: "based_on",
      label: said.base,
      hint: said.baseHint,
      kind: "choice",
      wide: true,
      options: [["", said.noBase], ...bases.map((one) => optionOf(one))],
    },
    {
      name: "kind",
      label: said.kind,
      hint: said.kindHint,
      kind: "choice",
      wide: true,
      required: base === undefined,
      options: [["", said.asBase], ...Object.entries(helpWords.kind)],
    },
    ...figureFields(FIGURES, undefined, needed),
    ...fieldsOfBuild(build),
    ...timeFields(),
    capabilityField(usableBy(able, party)),
    ...wordFields(),
  ];
}

const optionOf = ({ code, name }: AssetType) => [code, `${code} · ${name}`] as const;

export const fieldsOfRefined = (
  type: AssetType,
  able: readonly Capability[] = [],
): readonly Field[] => [
  { name: "name", label: said.name, kind: "line", required: true, initial: type.name },
  ...figureFields(REFINED, type),
  ...fieldsOfKnownBuild(type),
  ...timeFields(type),
  capabilityField(usableBy(able, type.party ?? ""), type),
  ...wordFields(type),
];

const capabilitiesOf = (typed: Values) => typed.text("capabilities").split(" ").filter(Boolean);

/** The notice, where all of it is told; a new type has what it is based on, else the house's. */
function noticeOf(typed: Values) {
  const [day, night, sea] = NOTICE.map((name) => typed.number(name));
  if (day == null || night == null || sea == null) return {};
  return { notice: { day_minutes: day, night_minutes: night, at_sea_minutes: sea } };
}

/** A new type: whatever is left empty is that of the type on which it is based. */
export function addedType(types: readonly AssetType[], typed: Values): Bodies["AddTypeBody"] {
  const figures = Object.fromEntries(
    FIGURES.flatMap((name) => {
      const value = typed.number(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  const capabilities = capabilitiesOf(typed);
  const turns = typed.number("turn_round_minutes");
  return {
    code: typed.text("code").toUpperCase(),
    name: typed.text("name"),
    based_on: typed.text("based_on") || null,
    ...(typed.text("kind") && { kind: typed.text("kind") as AssetType["kind"] }),
    ...(Object.keys(figures).length > 0 && { figures }),
    ...addedBuild(types, typed),
    ...(capabilities.length > 0 && { capabilities }),
    ...noticeOf(typed),
    ...(turns !== null && { turn_round_minutes: turns }),
    ...(typed.text("unit_class") && { unit_class: typed.text("unit_class") }),
    ...(typed.text("limits") && { limits: typed.text("limits") }),
    source: { note: typed.text("source") },
  };
}

/** A refined type: all that the form shows of it. */
export function refinedType(type: AssetType, typed: Values): Bodies["RefineTypeBody"] {
  const turns = typed.number("turn_round_minutes");
  return {
    name: typed.text("name"),
    figures: Object.fromEntries(REFINED.map((name) => [name, typed.number(name)])),
    ...refinedBuild(type, typed),
    capabilities: capabilitiesOf(typed),
    ...noticeOf(typed),
    ...(turns !== null && { turn_round_minutes: turns }),
    unit_class: typed.text("unit_class"),
    limits: typed.text("limits"),
    source: { note: typed.text("source") },
  };
}
