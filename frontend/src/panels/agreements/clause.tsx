/** The fields of one article, in parts; those of the later parts are folded while they are empty. */

import { type ReactNode, useState } from "react";
import { WITHOUT_CASE } from "@/api/clauses";
import type { Draft } from "@/data/drafts";
import { words } from "@/i18n";
import { particulars } from "@/i18n/en-particulars";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import { zoneFault } from "@/state/corner-lines";
import { Corners } from "@/ui/corners";
import type { Parts } from "@/ui/form";
import { Some } from "@/ui/some";
import type { Field } from "@/ui/values";
import { clausesIn, keptOf, PROSE, withoutClause } from "./drafting";
import { CLOCKS, entryKindsOf, isOffered } from "./offered-fields";

const all = registerWords.agreements;
const said = all.draft;

const options = <K extends string>(names: Readonly<Record<K, string>>) =>
  [["", said.silent], ...Object.entries<string>(names)] as const;

const faultOfZone = (text: string): string | null => {
  const fault = zoneFault(text);
  if (!fault) return null;
  return "unread" in fault ? said.zoneUnread(fault.unread) : said.zoneFew(fault.few);
};

/** Some of a closed list; none chosen says no more than its hint. */
const some = (
  name: string,
  label: string,
  hint: string,
  choices: readonly (readonly [string, string])[],
): Field => ({
  name,
  label,
  hint,
  kind: "own",
  draw: (drawing) => <Some {...drawing} options={choices} />,
});

const holds = (typed: string | undefined, kind: string) => (typed ?? "").split(" ").includes(kind);

interface Part {
  readonly title: string;
  readonly fields: readonly Field[];
  /** Never folded. */
  readonly first?: boolean;
}

/** The clocks of requests to enter; they stand with the rules of entry. */
const OF_ENTRY: ReadonlySet<string> = new Set(["acknowledge_entry", "conditions", "clearance"]);

const rulesOfEntry = (
  of: (name: string) => string,
  kinds: readonly (readonly [string, string])[],
): Field[] => [
  { name: of("entry"), label: said.entry, kind: "choice", options: options(said.modes) },
  { name: of("lead"), label: said.lead, kind: "count" },
  { name: of("contact"), label: said.contact, kind: "line" },
  some(of("entry_kinds"), said.entryKinds, said.entryKindsHint, kinds),
  {
    name: of("landing"),
    label: said.landing,
    kind: "choice",
    options: options(said.yesNo),
    hint: said.landingHint,
  },
  some(
    of("entry_services"),
    said.entryServices,
    said.entryServicesHint,
    Object.entries(particulars.services),
  ),
  {
    name: of("unarmed"),
    label: said.unarmed,
    kind: "choice",
    options: options(said.yesNo),
    hint: said.unarmedHint,
  },
  some(
    of("excluded_sensors"),
    said.excludedSensors,
    said.excludedSensorsHint,
    Object.entries(particulars.sensor),
  ),
];

/** The parts, with the fields by which the platform would act. */
export function partsOf(clause: string, parties: readonly string[], typed: Draft): Part[] {
  const chosen = (name: string) => typed[`${clause}.${name}`] ?? "";
  const offered = ({ name }: Field) => isOffered(name.slice(clause.length + 1), chosen);
  return everyPart(clause, parties, typed, chosen).map((part) => ({
    ...part,
    fields: part.fields.filter(offered),
  }));
}

function everyPart(
  clause: string,
  parties: readonly string[],
  typed: Draft,
  chosen: (field: string) => string,
): Part[] {
  const of = (name: string) => `${clause}.${name}`;
  const kept = keptOf(typed, clause);
  const kinds = Object.entries({ ...helpWords.kind, ...said.narrowKinds });
  const isOfCases = ["visibility", "awareness", "feeds", "phases"].some((name) => typed[of(name)]);
  const situations = Object.entries(words.situation).filter(
    ([kind]) => !isOfCases || !WITHOUT_CASE.has(kind) || holds(typed[of("situations")], kind),
  );
  // What only a case brings about is not offered for kinds that no case is of.
  const ofCases = (field: Field): readonly Field[] =>
    typed[field.name] || ![...WITHOUT_CASE].some((kind) => holds(typed[of("situations")], kind))
      ? [field]
      : [];
  const clocks = (names: readonly (typeof CLOCKS)[number][]) =>
    names.map((clock): Field => ({ name: of(clock), label: said.clocks[clock], kind: "count" }));
  return [
    {
      title: said.who,
      first: true,
      fields: [
        {
          name: of("article"),
          label: said.articleName,
          kind: "line",
          required: true,
          initial: `Art. ${clause}`,
        },
        {
          name: of("grantor"),
          label: said.grantor,
          kind: "choice",
          options: [["", said.each], ...parties.map((code) => [code, code] as const)],
        },
        some(
          of("grantees"),
          said.grantees,
          said.granteesHint,
          parties.map((code) => [code, code] as const),
        ),
        some(of("kinds"), said.kinds, said.kindsHint, kinds),
      ],
    },
    {
      title: said.grants,
      first: true,
      fields: [
        ...ofCases({
          name: of("visibility"),
          label: said.visibility,
          kind: "choice",
          options: options(all.preview.level),
        }),
        { name: of("precision"), label: said.precision, kind: "number", hint: said.exactHint },
        { name: of("delay"), label: said.delay, kind: "count", hint: said.atOnceHint },
        ...ofCases({
          name: of("awareness"),
          label: said.awareness,
          kind: "choice",
          options: options(said.aware),
        }),
        { name: of("request"), label: said.request, kind: "choice", options: options(said.yesNo) },
        {
          name: of("fuel"),
          label: said.fuel,
          kind: "choice",
          options: options(said.yesNo),
          hint: said.fuelHint,
        },
        ...ofCases({ name: of("feeds"), label: said.feeds, kind: "line", hint: said.feedsHint }),
        ...clocks(CLOCKS.filter((clock) => !OF_ENTRY.has(clock))),
      ],
    },
    {
      title: said.conditions,
      fields: [
        ...(kept.includes("zone")
          ? []
          : [
              {
                name: of("zone"),
                label: said.zone,
                kind: "own",
                hint: said.zoneHint,
                check: faultOfZone,
                draw: (drawing) => <Corners {...drawing} />,
              } satisfies Field,
            ]),
        { name: of("zone_name"), label: said.zoneName, kind: "line" },
        ...ofCases(some(of("phases"), said.phases, said.phasesHint, Object.entries(words.phase))),
        some(of("situations"), said.situations, said.situationsHint, situations),
        { name: of("valid_from"), label: said.from, kind: "future" },
        { name: of("valid_until"), label: said.until, kind: "future" },
      ],
    },
    {
      title: said.entering,
      fields: [
        ...clocks(CLOCKS.filter((clock) => OF_ENTRY.has(clock))),
        ...(kept.includes("entry") ? [] : rulesOfEntry(of, entryKindsOf(kinds, chosen))),
      ],
    },
    {
      title: said.costing,
      fields: [
        { name: of("costs"), label: said.costs, kind: "choice", options: options(said.rules) },
        { name: of("free_hours"), label: said.freeHours, kind: "number" },
        { name: of("rate"), label: said.rate, kind: "number" },
        { name: of("currency"), label: said.currency, kind: "line", hint: said.currencyHint },
        { name: of("claim_days"), label: said.claimDays, kind: "count" },
        { name: of("costs_note"), label: all.note, kind: "line" },
      ],
    },
    {
      title: said.words,
      fields: [
        ...PROSE.map((name): Field => ({ name: of(name), label: said.prose[name], kind: "prose" })),
        { name: of("types"), label: said.types, kind: "line", hint: said.typesHint },
        { name: of("excluded_types"), label: said.excluded, kind: "line" },
      ],
    },
  ];
}

interface Props {
  clause: string;
  number: number;
  parties: readonly string[];
  parts: Parts;
}

export function Clause({ clause, number, parties, parts: { typed, write, grid } }: Props) {
  const kept = keptOf(typed, clause);
  return (
    <section className="card" aria-label={said.article(number)}>
      <div className="row apart">
        <h2>{said.article(number)}</h2>
        {clausesIn(typed).length > 1 && (
          <button type="button" onClick={() => write(withoutClause(typed, clause))}>
            {said.drop}
          </button>
        )}
      </div>
      {partsOf(clause, parties, typed).map(({ title, fields, first }) =>
        first ? (
          <fieldset key={title} className="stack tight">
            <legend className="hidden">{title}</legend>
            {grid(fields)}
          </fieldset>
        ) : (
          <Folded key={title} title={title} open={fields.some(({ name }) => typed[name])}>
            {grid(fields)}
            {title === said.conditions && kept.includes("zone") && (
              <p className="muted">{said.zoneKept}</p>
            )}
            {title === said.entering && kept.includes("entry") && (
              <p className="muted">{said.entryKept}</p>
            )}
          </Folded>
        ),
      )}
    </section>
  );
}

interface FoldedProps {
  title: string;
  /** At first: from then on whoever writes folds it. */
  open: boolean;
  children: ReactNode;
}

function Folded({ title, open, children }: FoldedProps) {
  const [first] = useState(open);
  return (
    <details open={first}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
