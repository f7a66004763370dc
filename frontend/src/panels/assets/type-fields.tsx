/** The fields of a type of one's own, for a new one and for one that is refined. */

import { FIGURES } from "@/api/list-columns";
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
import { type Figure, fieldKindOf } from "./figures";
import { recoveryFields, typedPaces } from "./recovery-fields";

const said = registerWords.types;

const REFINED = FIGURES.filter((figure) => figure !== "max_kn");
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
    kind: fieldKindOf(name),
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

type Notice = AssetType["notice"];

/** Unless told: house figures, as the server has them. */
const HOUSE_NOTICE: Notice = { day_minutes: 60, night_minutes: 90, at_sea_minutes: 10 };

/** `otherwise`: the notice where none is typed. */
const timeFields = (known: AssetType | undefined, otherwise: Notice): Field[] => [
  ...NOTICE.map(
    (name): Field => ({
      name,
      label: said.noticeOf[name],
      kind: "count",
      hint: said.emptyIs(shown(otherwise[name])),
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
  {
    name: "source_status",
    label: said.sourceStatus,
    kind: "choice",
    options: Object.entries(said.sourceStatuses),
    initial: known?.source.status ?? "unverified",
  },
  {
    name: "sourced",
    label: said.sourced,
    kind: "own",
    wide: true,
    initial: known?.source.sourced.join(" ") ?? "",
    draw: (drawing) => (
      <Some {...drawing} options={FIGURES.map((name) => [name, said.sourcedOf[name]])} />
    ),
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
    ...timeFields(undefined, base?.notice ?? HOUSE_NOTICE),
    capabilityField(usableBy(able, party)),
    ...recoveryFields(chosenIn(typed), []),
    ...wordFields(),
  ];
}

const optionOf = ({ code, name }: AssetType) => [code, `${code} · ${name}`] as const;

export const fieldsOfRefined = (
  type: AssetType,
  able: readonly Capability[] = [],
  typed: Draft = { capabilities: type.capabilities.join(" ") },
): readonly Field[] => [
  { name: "name", label: said.name, kind: "line", required: true, initial: type.name },
  ...figureFields(REFINED, type),
  ...fieldsOfKnownBuild(type),
  ...timeFields(type, type.notice),
  capabilityField(usableBy(able, type.party ?? ""), type),
  ...recoveryFields(chosenIn(typed), type.recovery),
  ...wordFields(type),
];

const chosenIn = (typed: Draft) => (typed.capabilities ?? "").split(" ").filter(Boolean);
const capabilitiesOf = ({ typed }: Values) => chosenIn(typed);

/** The notice, where any of it is typed. */
function noticeOf(typed: Values, otherwise: Notice): { notice?: Notice } {
  if (NOTICE.every((name) => typed.number(name) === null)) return {};
  const [day_minutes, night_minutes, at_sea_minutes] = NOTICE.map(
    (name) => typed.number(name) ?? otherwise[name],
  ) as [number, number, number];
  return { notice: { day_minutes, night_minutes, at_sea_minutes } };
}

function sourceOf(typed: Values): Bodies["AddTypeBody"]["source"] {
  const status = typed.text("source_status") as AssetType["source"]["status"] | "";
  const sourced = typed.text("sourced").split(" ").filter(Boolean);
  return { note: typed.text("source"), ...(status && { status }), sourced };
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
  const paces = typedPaces(capabilities, [], typed);
  const turns = typed.number("turn_round_minutes");
  const { base } = buildIn(types, typed.typed);
  return {
    code: typed.text("code").toUpperCase(),
    name: typed.text("name"),
    based_on: typed.text("based_on") || null,
    ...(typed.text("kind") && { kind: typed.text("kind") as AssetType["kind"] }),
    ...(Object.keys(figures).length > 0 && { figures }),
    ...addedBuild(types, typed),
    ...(capabilities.length > 0 && { capabilities }),
    ...(paces.length > 0 && { recovery: paces }),
    ...noticeOf(typed, base?.notice ?? HOUSE_NOTICE),
    ...(turns !== null && { turn_round_minutes: turns }),
    ...(typed.text("unit_class") && { unit_class: typed.text("unit_class") }),
    ...(typed.text("limits") && { limits: typed.text("limits") }),
    source: sourceOf(typed),
  };
}

/** A refined type: all that the form shows of it. */
export function refinedType(type: AssetType, typed: Values): Bodies["RefineTypeBody"] {
  const turns = typed.number("turn_round_minutes");
  const capabilities = capabilitiesOf(typed);
  return {
    name: typed.text("name"),
    figures: Object.fromEntries(REFINED.map((name) => [name, typed.number(name)])),
    ...refinedBuild(type, typed),
    capabilities,
    recovery: typedPaces(capabilities, type.recovery, typed),
    ...noticeOf(typed, type.notice),
    ...(turns !== null && { turn_round_minutes: turns }),
    unit_class: typed.text("unit_class"),
    limits: typed.text("limits"),
    source: sourceOf(typed),
  };
}
