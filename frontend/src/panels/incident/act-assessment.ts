/** Forms for what bears on an assessment: refused help, another authority. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import type { Shapes } from "./act-shape";

type UnitComes = FullIncident["other_authorities"][number]["unit_comes"];
type HelpGone = FullIncident["units_gone"][number]["why"];

const said = formWords.bearing;
const tows = formWords.tow;
const asks = formWords.ships;
const SOURCES = ["ships", "ais", "lrit", "vms"] as const;

export const BEARING = {
  refusal: ({ id, refuses_help }) => ({
    fields: [
      { name: "source", label: formWords.field.source, kind: "line", required: true },
      { name: "since", label: said.since, kind: "past", hint: formWords.form.timeHint },
      ...(refuses_help ? [{ name: "over", label: said.wanted, kind: "check" } as const] : []),
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/help-refused", {
        path: { incident_id: id },
        body: {
          refuses: !typed.checked("over"),
          since: typed.at("since", "past"),
          source: typed.text("source"),
        },
      }),
  }),

  ships: ({ id }) => ({
    fields: [
      ...SOURCES.map((name) => ({ name, label: asks[name], kind: "check" }) as const),
      { name: "heard", label: asks.heard, kind: "prose" },
      { name: "at", label: asks.at, kind: "past", hint: formWords.form.timeHint },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/ships-asked", {
        path: { incident_id: id },
        body: {
          sources: SOURCES.filter((name) => typed.checked(name)),
          heard: typed.text("heard"),
          at: typed.at("at", "past"),
        },
      }),
  }),

  tow: ({ id, tow }) => ({
    fields: [
      { name: "unit", label: tows.unit, kind: "line", required: true, initial: tow?.unit ?? "" },
      { name: "reason", label: words.why, kind: "prose", required: true },
      { name: "persons", label: tows.persons, kind: "count", hint: tows.notKnown },
      { name: "at", label: tows.since, kind: "past", hint: formWords.form.timeHint },
      { name: "source", label: formWords.field.source, kind: "line" },
      ...(tow ? [{ name: "over", label: tows.over, kind: "check" } as const] : []),
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/tow", {
        path: { incident_id: id },
        body: {
          unit: typed.text("unit"),
          reason: typed.text("reason"),
          persons: typed.number("persons"),
          at: typed.at("at", "past"),
          source: typed.text("source"),
          over: typed.checked("over"),
        },
      }),
  }),

  authority: ({ id, other_authorities: all, units_gone: gone }) => {
    const have = all.filter(({ ended_at }) => !ended_at);
    // Who is to be heard from next; nothing of what it said before is written once more.
    const [first] = [...have].sort((one, other) => dueMs(one) - dueMs(other));
    // Nobody that comes to have it while this is written is taken for the one that was meant.
    const chosen = ({ which = "" }: Draft) => have.find(({ name }) => name === which);
    const which = {
      name: "which",
      label: said.which,
      kind: "choice",
      initial: first?.name ?? "",
      options: [...have.map(({ name }) => [name, name] as const), ["", said.another] as const],
    } as const;
    return {
      notes: [said.each],
      fields: (typed) => {
        const has = chosen(typed);
        return [
          ...(have.length > 0 ? [which] : []),
          ...(has ? [] : [NAME]),
          { name: "function", label: said.function, kind: "line", hint: soFar(has?.function) },
          { name: "contact", label: said.contact, kind: "past", hint: said.contactHint },
          { name: "unit", label: said.unit, kind: "line", hint: soFar(has?.unit) },
          { name: "source", label: said.source, kind: "line", hint: soFar(has?.source) },
          {
            name: "since",
            label: said.hasSince,
            kind: "past",
            hint: has ? "" : formWords.form.timeHint,
          },
          { name: "heard", label: has ? said.heardOrWhy : said.heard, kind: "prose" },
          { name: "gone", label: said.unitGone, kind: "choice", options: said.gone },
          ...(has || gone.some(({ by }) => by)
            ? [
                {
                  name: "comes",
                  label: said.unitComes,
                  kind: "choice",
                  options: said.comes,
                } as const,
              ]
            : []),
          ...(has ? [{ name: "over", label: said.hasNoMore, kind: "check" } as const] : []),
        ];
      },
      send: (typed, key) => {
        const has = chosen(typed.typed);
        return write(key, "POST", "/api/incidents/{incident_id}/other-authority", {
          path: { incident_id: id },
          body: {
            name: has?.name ?? typed.text("name"),
            function: typed.text("function"),
            unit: typed.text("unit"),
            source: typed.text("source"),
            since: typed.at("since", "past"),
            contact_at: typed.at("contact", "past"),
            heard: typed.text("heard"),
            unit_gone: (typed.text("gone") || null) as HelpGone | null,
            unit_comes: (typed.text("comes") || null) as UnitComes | null,
            over: has !== undefined && typed.checked("over"),
          },
        });
      },
    };
  },
} satisfies Shapes;

const NAME = {
  name: "name",
  label: said.name,
  kind: "line",
  required: true,
  hint: said.nameHint,
} as const;

const dueMs = ({ due_at }: FullIncident["other_authorities"][number]) =>
  due_at === null ? Number.MAX_VALUE : Date.parse(due_at);

const soFar = (told: string | undefined) => (told ? said.soFar(told) : "");
