/** A text of an agreement as a form: what was typed as clauses, and clauses as they are typed. Pure. */

import type { Bodies } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { dated } from "@/geo/format";
import { cornersIn } from "@/state/corner-lines";
import type { Version } from "@/state/standing";
import type { Values } from "@/ui/values";
import { acting, CLOCKS, isOffered, KEPT } from "./offered-fields";
import { isWritable, written, zoneOf } from "./zone";

export type Text = Bodies["AgreementDraftBody"];
export type Term = Text["terms"][number];
type Entry = NonNullable<Term["entry"]>[number];
type Costs = NonNullable<Term["costs"]>;
type Instrument = NonNullable<Text["instruments"]>[number];
type Authentic = NonNullable<Text["authentic"]>;

export const PROSE = ["data_use", "command", "liability", "crew_status"] as const;

/** The clauses, by the names that their fields begin with. */
const CLAUSES = "#clauses";
/** The words of an arrangement, as they were: they are edited as a text. */
const ARRANGEMENT = "#arrangement";

export const clausesIn = (typed: Draft): string[] =>
  (typed[CLAUSES] ?? "1").split(" ").filter(Boolean);

export function withClause(typed: Draft): Draft {
  const clauses = clausesIn(typed);
  const name = String(Math.max(0, ...clauses.map(Number)) + 1);
  return { [CLAUSES]: [...clauses, name].join(" "), [`${name}.article`]: `Art. ${name}` };
}

export const withoutClause = (typed: Draft, name: string): Draft => ({
  [CLAUSES]: clausesIn(typed)
    .filter((one) => one !== name)
    .join(" "),
});

/** Codes as they are typed, `mlt, TUN`; one's own is always among them. */
export function partiesIn(text: string, own: string): string[] {
  const codes = text.toUpperCase().split(/[\s,;]+/);
  return [...new Set([own, ...codes.filter(Boolean)])];
}

const listOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The clause; what is left empty, or not offered, is not spoken of. */
export function termOf(typed: Values, name: string): Term {
  const written = (field: string) => typed.text(`${name}.${field}`);
  const text = (field: string) => (isOffered(field, written) ? written(field) : "");
  const number = (field: string) =>
    isOffered(field, written) ? typed.number(`${name}.${field}`) : null;
  const some = <T extends string>(field: string) => listOf(text(field)) as T[];
  const kept = JSON.parse(text(KEPT) || "{}") as Partial<Term>;
  const clocks = CLOCKS.flatMap((clock) => {
    const minutes = number(clock);
    return minutes === null ? [] : [[clock, minutes] as const];
  });
  return {
    article: text("article"),
    grantor: text("grantor") || null,
    grantees: some("grantees"),
    kinds: some("kinds"),
    types: some("types"),
    excluded_types: some("excluded_types"),
    zone: zoneOf(text("zone")),
    zone_name: text("zone_name"),
    phases: some("phases"),
    situations: some("situations"),
    valid_from: typed.at(`${name}.valid_from`, "future"),
    valid_until: typed.at(`${name}.valid_until`, "future"),
    visibility: (text("visibility") || null) as NonNullable<Term["visibility"]> | null,
    position_precision_nm: number("precision") ?? 0,
    position_delay_minutes: number("delay") ?? 0,
    incident_awareness: (text("awareness") || null) as NonNullable<
      Term["incident_awareness"]
    > | null,
    feeds: listOf(text("feeds").toLowerCase()),
    may_request: text("request") ? text("request") === "yes" : null,
    fuel_points: text("fuel") ? text("fuel") === "yes" : null,
    clocks: Object.fromEntries(clocks),
    entry: text("entry") ? [entryOf(text, number)] : [],
    costs: text("costs") ? costsOf(text, number) : null,
    ...Object.fromEntries(PROSE.map((field) => [field, text(field)])),
    ...kept,
    ...(kept.entry && { entry: kept.entry.map(acting) }),
  };
}

type Read = (field: string) => string;
type Count = (field: string) => number | null;

const entryOf = (text: Read, number: Count): Entry => ({
  kinds: listOf(text("entry_kinds")) as NonNullable<Entry["kinds"]>,
  mode: text("entry") as Entry["mode"],
  lead_minutes: number("lead") ?? 0,
  contact: text("contact"),
  landing: text("landing") === "yes",
  services: listOf(text("entry_services")) as NonNullable<Entry["services"]>,
  unarmed: text("unarmed") === "yes",
  excluded_sensors: listOf(text("excluded_sensors")) as NonNullable<Entry["excluded_sensors"]>,
});

const costsOf = (text: Read, number: Count): Costs => ({
  rule: text("costs") as Costs["rule"],
  free_hours: number("free_hours") ?? 0,
  currency: text("currency").toUpperCase(),
  rate_per_hour: number("rate"),
  claim_days: number("claim_days"),
  note: text("costs_note"),
});

/** Whether the clause grants or rules anything at all. */
export const isSaying = (term: Term): boolean =>
  [term.visibility, term.incident_awareness, term.costs].some(Boolean) ||
  term.may_request != null ||
  term.fuel_points != null ||
  (term.feeds ?? []).length > 0 ||
  Object.keys(term.clocks ?? {}).length > 0 ||
  (term.entry ?? []).length > 0 ||
  PROSE.some((field) => term[field]);

/** A line each: `SAR Convention`, `guidance: IAMSAR Manual`, `ITA: its law of the sea`. Parties have
 * codes of several lengths; what looks like a State's and is none of them is for the server to say. */
export function instrumentsIn(text: string, parties: readonly string[]): Instrument[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, whom = "", citation = line] = /^(\w+):\s*(.+)$/.exec(line) ?? [];
      const binds = parties.includes(whom) || /^(guidance|[A-Z]{3})$/.test(whom);
      if (!binds) return { citation: line, binds: "all", party: null };
      return whom === "guidance"
        ? { citation, binds: "guidance", party: null }
        : { citation, binds: "one", party: whom };
    });
}

const HASH = /^([0-9a-f]{64})(?:\s+(.*))?$/i;

/** A hash, and after it the name of the file if it is known; or nothing. */
export const isFileHash = (text: string): boolean => !text.trim() || HASH.test(text.trim());

/** The text that the fields render; none unless its kind is chosen. */
function authenticOf(typed: Values): Authentic | null {
  const kind = typed.text("authentic.kind");
  if (!kind) return null;
  const [, sha256 = "", name = ""] = HASH.exec(typed.text("authentic.file")) ?? [];
  return {
    kind: kind as Authentic["kind"],
    languages: listOf(typed.text("authentic.languages").toLowerCase()),
    deposit: typed.text("authentic.deposit"),
    sha256: sha256.toLowerCase() || null,
    file_name: name,
  };
}

/** The whole text. */
export const textOf = (
  typed: Values,
  clauses: readonly string[],
  parties: readonly string[],
  now: string,
): Text => ({
  note: typed.text("note"),
  instruments: instrumentsIn(typed.text("instruments"), parties),
  authentic: authenticOf(typed),
  arrangement: JSON.parse(typed.text(ARRANGEMENT) || "[]"),
  prevails_over: listOf(typed.text("prevails_over").toUpperCase()),
  valid_from: typed.at("from", "future") ?? now,
  valid_until: typed.at("until", "future"),
  terms: clauses.map((name) => termOf(typed, name)),
});

/** A text that stands, as it would have been typed. */
export function typedOf(version: Version): Draft {
  const { note, authentic, arrangement, instruments, prevails_over } = version;
  const { valid_from, valid_until, terms } = version;
  const clauses = terms.map((term, n) => clauseTyped(term, String(n + 1)));
  return Object.assign(
    {
      note,
      instruments: instruments
        .map(({ citation, binds, party }) =>
          binds === "all" ? citation : `${binds === "one" ? party : binds}: ${citation}`,
        )
        .join("\n"),
      "authentic.kind": authentic?.kind ?? "",
      "authentic.languages": authentic?.languages.join(" ") ?? "",
      "authentic.deposit": authentic?.deposit ?? "",
      "authentic.file": [authentic?.sha256, authentic?.file_name].filter(Boolean).join(" "),
      prevails_over: prevails_over.join(" "),
      [ARRANGEMENT]: JSON.stringify(arrangement.map(({ clause, words }) => ({ clause, words }))),
      from: dated(valid_from),
      until: valid_until ? dated(valid_until) : "",
      [CLAUSES]: terms.map((_, n) => n + 1).join(" "),
    },
    ...clauses,
  );
}

function clauseTyped(term: Version["terms"][number], name: string): Draft {
  const { zone, entry, costs } = term;
  const [rule] = entry;
  const shown = (value: number | null | undefined) => (value ? String(value) : "");
  const kept = {
    ...(zone && !isWritable(zone) && { zone }),
    ...(entry.length > 1 && { entry }),
  };
  const fields: Record<string, string> = {
    [KEPT]: Object.keys(kept).length ? JSON.stringify(kept) : "",
    article: term.article,
    grantor: term.grantor ?? "",
    grantees: term.grantees.join(" "),
    kinds: term.kinds.join(" "),
    types: term.types.join(" "),
    excluded_types: term.excluded_types.join(" "),
    zone: zone && isWritable(zone) ? written(zone) : "",
    zone_name: term.zone_name,
    phases: term.phases.join(" "),
    situations: term.situations.join(" "),
    valid_from: term.valid_from ? dated(term.valid_from) : "",
    valid_until: term.valid_until ? dated(term.valid_until) : "",
    visibility: term.visibility ?? "",
    precision: shown(term.position_precision_nm),
    delay: shown(term.position_delay_minutes),
    awareness: term.incident_awareness ?? "",
    feeds: term.feeds.join(" "),
    request: term.may_request === null ? "" : term.may_request ? "yes" : "no",
    fuel: term.fuel_points === null ? "" : term.fuel_points ? "yes" : "no",
    entry: entry.length > 1 ? "" : (rule?.mode ?? ""),
    entry_kinds: rule?.kinds?.join(" ") ?? "",
    lead: shown(rule?.lead_minutes),
    contact: rule?.contact ?? "",
    landing: rule?.landing ? "yes" : "",
    entry_services: rule?.services?.join(" ") ?? "",
    unarmed: rule?.unarmed ? "yes" : "",
    excluded_sensors: rule?.excluded_sensors?.join(" ") ?? "",
    costs: costs?.rule ?? "",
    free_hours: shown(costs?.free_hours),
    currency: costs?.currency ?? "",
    rate: costs?.rate_per_hour == null ? "" : String(costs.rate_per_hour),
    claim_days: shown(costs?.claim_days),
    costs_note: costs?.note ?? "",
    ...Object.fromEntries(CLOCKS.map((clock) => [clock, shown(term.clocks[clock])])),
    ...Object.fromEntries(PROSE.map((field) => [field, term[field]])),
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [`${name}.${field}`, text]),
  );
}

/** Parts of a clause kept as they were, because the form cannot show them. */
export function keptOf(typed: Draft, name: string): ("zone" | "entry")[] {
  return Object.keys(JSON.parse(typed[`${name}.${KEPT}`] || "{}")) as ("zone" | "entry")[];
}

/** The corners of each clause that names a zone, for the map. */
export const sketched = (typed: Draft) =>
  clausesIn(typed).flatMap((name) =>
    cornersIn(typed[`${name}.zone`] ?? "").map((corners) => ({
      name: [typed[`${name}.article`], typed[`${name}.zone_name`]].filter(Boolean).join(" · "),
      corners,
    })),
  );
