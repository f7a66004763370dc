/** The build of a type, and the figures by which it may land or pass, by its kind. Pure. */

import type { AssetForm, AssetType, Bodies } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import type { Field, Values } from "@/ui/values";

const said = registerWords.types;

type Kind = AssetType["kind"];
type Hull = NonNullable<AssetType["hull"]>;
type Landing = (typeof LANDING)[number];
type Added = Bodies["AddTypeBody"];

const LANDING = ["d_value_m", "mass_max_t", "runway_m"] as const;
const FLYING = ["rotary_wing", "fixed_wing"] as const;

/** The builds that there are of a kind; the first unless told. */
const FORMS: Record<Kind, readonly AssetForm[]> = {
  vessel: ["rescue_vessel", "commercial_vessel"],
  aircraft: FLYING,
  uncrewed: FLYING,
  team: ["people"],
  equipment: ["goods"],
  expertise: ["people"],
};

/** Like `aircraft with rotors`. */
export const kindText = ({ kind, form }: AssetType): string =>
  FORMS[kind].length > 1 ? `${helpWords.kind[kind]} ${said.build[form]}` : helpWords.kind[kind];

interface Build {
  readonly kind: Kind | null;
  readonly form: AssetForm | null;
  /** The type of which it has what is left empty. */
  readonly base: AssetType | undefined;
  /** The type is of the kind of `base`, so that it has its build. */
  readonly isAsBase: boolean;
}

/** The build that a new type has, as far as it is typed. */
export function buildIn(types: readonly AssetType[], typed: Draft): Build {
  const base = types.find(({ code }) => code === typed.based_on);
  const kind = ((typed.kind as Kind | "") || base?.kind) ?? null;
  const isAsBase = base !== undefined && kind === base.kind;
  const forms = kind ? FORMS[kind] : [];
  const told = forms.find((one) => one === typed.form);
  return { kind, form: told ?? (isAsBase ? base.form : (forms[0] ?? null)), base, isAsBase };
}

/** Nothing of an uncrewed system: it takes its fuel where it is flown from. */
function landingOf({ kind, form }: Pick<Build, "kind" | "form">): readonly Landing[] {
  if (kind !== "aircraft") return [];
  return form === "fixed_wing" ? ["mass_max_t", "runway_m"] : ["d_value_m", "mass_max_t"];
}

const landingFields = (build: Pick<Build, "kind" | "form">, known?: AssetType): Field[] =>
  landingOf(build).map((name) => ({
    name,
    label: said.landing[name],
    hint: said.landingHint[name],
    kind: "number",
    initial: known?.[name] == null ? "" : String(known[name]),
  }));

type Words = Readonly<Record<string, string>>;

const choice = (name: "form" | "hull", options: NonNullable<Field["options"]>): Field => ({
  name,
  label: said[name],
  hint: said[`${name}Hint`],
  kind: "choice",
  options,
});

/** Not told, it is as the base has it, else the first. */
function optional(name: "form" | "hull", words: Words, isAsBase: boolean): Field {
  const [first = ""] = Object.values(words);
  const empty = isAsBase ? said.asBase : said.unlessTold(first);
  return choice(name, [["", empty], ...Object.entries(words)]);
}

/** Of equipment: a new type says whether it is bound in parts; it stays. */
const counted = (isAsBase: boolean): Field => ({
  name: "divisible",
  label: said.divisible,
  hint: said.divisibleHint,
  kind: "choice",
  options: [
    ["", isAsBase ? said.asBase : said.whole],
    ["whole", said.whole],
    ["parts", said.parts],
  ],
});

const DRAUGHT: Field = {
  name: "draught_m",
  label: said.draught,
  hint: said.draughtHint,
  kind: "number",
};

/** Of a new type. */
export function fieldsOfBuild({ kind, form, isAsBase }: Build): readonly Field[] {
  const forms = kind ? FORMS[kind] : [];
  const words = Object.fromEntries(forms.map((one) => [one, said.build[one]]));
  return [
    ...(forms.length > 1 ? [optional("form", words, isAsBase)] : []),
    ...(kind === "vessel" ? [optional("hull", said.hulls, isAsBase), DRAUGHT] : []),
    ...landingFields({ kind, form }),
    ...(kind === "equipment" ? [counted(isAsBase)] : []),
  ];
}

/** Of a type that is refined; its build and its draught stay. */
export const fieldsOfKnownBuild = (type: AssetType): readonly Field[] => [
  ...(type.kind === "vessel"
    ? [{ ...choice("hull", Object.entries(said.hulls)), initial: type.hull ?? "displacement" }]
    : []),
  ...landingFields(type, type),
];

/** The build of a new type, as it is told; what only another kind has is left out. */
export function addedBuild(types: readonly AssetType[], typed: Values): Partial<Added> {
  const { kind, form, base, isAsBase } = buildIn(types, typed.typed);
  const isVessel = kind === "vessel";
  // A base of another kind has no build that fits, one built otherwise not all figures.
  const isOther = base !== undefined && !isAsBase;
  const hull = isVessel && ((typed.text("hull") as Hull | "") || (isOther && "displacement"));
  const divisible = kind === "equipment" && typed.text("divisible");
  const landing = landingOf({ kind, form });
  const figures = [...landing, ...(isVessel ? ["draught_m"] : [])];
  const isBuiltOtherwise = isOther || (base !== undefined && form !== base.form);
  const unfit = LANDING.filter((name) => isBuiltOtherwise && !landing.includes(name));
  return {
    ...(form && (isOther || form === typed.text("form")) && { form }),
    ...(hull && { hull }),
    ...(divisible && { divisible: divisible === "parts" }),
    ...Object.fromEntries(unfit.flatMap((name) => (base?.[name] ? [[name, null]] : []))),
    ...Object.fromEntries(
      figures.flatMap((name) => {
        const value = typed.number(name);
        return value === null ? [] : [[name, value] as const];
      }),
    ),
  };
}

/** Empty is told, too: it is not known. */
export function refinedBuild(type: AssetType, typed: Values): Partial<Bodies["RefineTypeBody"]> {
  const hull = type.kind === "vessel" && (typed.text("hull") as Hull | "");
  return {
    ...(hull && { hull }),
    ...Object.fromEntries(landingOf(type).map((name) => [name, typed.number(name)])),
  };
}
