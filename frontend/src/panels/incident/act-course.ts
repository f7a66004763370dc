/** Forms for a case's course: its phase, its lead, what it belongs to, its end. */

import { write } from "@/api/client";
import type { Bodies, FullIncident, Office, Phase } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import type { Field } from "@/ui/values";
import type { Shapes } from "./act-shape";
import { choices, OFFICES, PHASES } from "./choices";
import { closingNotes } from "./closing-notes";
import { entryText, type FoundEntry, fillsIn } from "./found-by-others";

type Ground = Bodies["SuspendBody"]["ground"];
const GROUNDS: readonly Ground[] = [
  "weather",
  "darkness",
  "fuel",
  "units_called_away",
  "hope_passed",
];

const REASON: Field = { name: "reason", label: words.why, kind: "prose", required: true };

const said = formWords.people;
const others = formWords.foundByOthers;

/** More people, or the entry that is corrected. */
const corrected = (entries: readonly FoundEntry[]): Field => ({
  name: "corrects",
  label: others.corrects,
  kind: "choice",
  note: fillsIn(entries),
  options: [
    ["", others.one],
    ...entries.map((entry) => [entry.id, others.correction(entryText(entry))] as const),
  ],
});

/** The listed centre that is named to lead next, once another is silent. */
const proposedByVoice = ({ coordination }: Pick<FullIncident, "coordination">) =>
  coordination.flatMap(({ ask_next }) => ask_next).find(({ listed }) => listed)?.id ?? "";

/** The centre that the mission is proposed to, which may say by voice that it takes it over. */
const askedToLead = ({ coordination }: Pick<FullIncident, "coordination">) =>
  coordination.find(({ office }) => office === "smc")?.to_centre.id ?? "";

export const COURSE = {
  phase: ({ id, phase }) => ({
    fields: [
      {
        name: "phase",
        label: formWords.field.phase,
        kind: "choice",
        required: true,
        options: choices(
          PHASES.filter((other) => other !== phase),
          words.phase,
        ),
      },
      REASON,
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/phase", {
        path: { incident_id: id },
        body: { phase: typed.text("phase") as Phase, reason: typed.text("reason") },
      }),
  }),

  keep: ({ id, involved, kept_from }, picture) => ({
    notes: [formWords.regions.keeping],
    fields: [
      {
        name: "party",
        label: formWords.field.keepFrom,
        kind: "choice",
        required: true,
        options: [...picture.party.values()]
          .filter(({ id: code }) => ![...involved, ...kept_from].some((one) => one.party === code))
          .map(({ id: code, name }) => [code, `${name} (${code})`] as const),
      },
      REASON,
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/keep-from", {
        path: { incident_id: id },
        body: { party: typed.text("party"), reason: typed.text("reason") },
      }),
  }),

  first: ({ id, version, territory_of, kept_from }, picture) => ({
    notes: [formWords.first.notes],
    fields: [
      {
        name: "party",
        label: formWords.first.party,
        kind: "choice",
        initial: territory_of ?? "",
        options: [
          ["", formWords.first.nobody],
          ...[...picture.party.values()]
            .filter(({ id: code }) => !kept_from.some((one) => one.party === code))
            .map(({ id: code, name }) => [code, `${name} (${code})`] as const),
        ],
      },
    ],
    send: (typed, key) =>
      write(key, "PATCH", "/api/incidents/{incident_id}", {
        path: { incident_id: id },
        version,
        body: { territory_of: typed.text("party") || null },
      }),
  }),

  lead: ({ id, lead, suggested_lead }, picture) => ({
    fields: [
      {
        name: "office",
        label: formWords.field.office,
        kind: "choice",
        initial: "smc",
        options: choices(OFFICES, formWords.office),
      },
      {
        name: "to",
        label: formWords.field.toCentre,
        kind: "choice",
        required: true,
        initial: suggested_lead?.id ?? "",
        options: [...picture.centre.values()]
          .filter((centre) => centre.id !== lead.id && !centre.listed && !centre.retired_at)
          .map((centre) => [centre.id, `${centre.name} (${centre.party})`] as const),
      },
      { name: "reason", label: words.why, kind: "prose" },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/coordination", {
        path: { incident_id: id },
        body: {
          id: key,
          office: typed.text("office") as Office,
          to_centre_id: typed.text("to"),
          reason: typed.text("reason"),
        },
      }),
  }),

  voice: ({ smc_by_voice: has, ...incident }, picture) => ({
    notes: has
      ? []
      : [formWords.lead.stillOpen, ...(askedToLead(incident) ? [formWords.lead.claims] : [])],
    fields: [
      {
        name: "centre",
        label: formWords.lead.tookOver,
        kind: "choice",
        required: true,
        initial: has?.centre.id ?? (proposedByVoice(incident) || askedToLead(incident)),
        options: [...picture.centre.values()]
          .filter(
            ({ id, listed, retired_at }) =>
              (listed && !retired_at) || id === askedToLead(incident) || id === has?.centre.id,
          )
          .map(({ id: centre, name, party }) => [centre, `${name} (${party})`] as const),
      },
      { name: "function", label: formWords.lead.function, kind: "line", required: true },
      { name: "heard", label: formWords.lead.heard, kind: "prose", required: true },
      {
        name: "channel",
        label: formWords.situation.channel,
        kind: "line",
        initial: has?.channel ?? "",
      },
      { name: "at", label: formWords.lead.spokenAt, kind: "past", hint: formWords.form.timeHint },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/smc-by-voice", {
        path: { incident_id: incident.id },
        body: {
          centre_id: typed.text("centre"),
          function: typed.text("function"),
          heard: typed.text("heard"),
          channel: typed.text("channel"),
          at: typed.at("at", "past"),
        },
      }),
  }),

  back: ({ id }) => ({
    notes: [formWords.lead.backNotes],
    fields: [REASON],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/smc-by-voice/end", {
        path: { incident_id: id },
        body: { reason: typed.text("reason") },
      }),
  }),

  link: ({ id }, picture) => ({
    fields: [
      {
        name: "other",
        label: formWords.field.otherCase,
        kind: "choice",
        required: true,
        options: [...picture.incident.values()]
          .filter((other) => other.id !== id)
          .map((other) => [other.id, other.reference] as const),
      },
      { name: "reason", label: words.why, kind: "prose" },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/links", {
        path: { incident_id: id },
        body: { other_id: typed.text("other"), reason: typed.text("reason") },
      }),
  }),

  called: ({ id }) => ({
    fields: [
      { name: "function", label: said.function, kind: "line", required: true },
      {
        name: "reached",
        label: said.reached,
        kind: "choice",
        required: true,
        options: said.reachedAs,
      },
      { name: "agreed", label: said.agreed, kind: "prose", hint: said.agreedHint },
      { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
      { name: "next", label: said.next, kind: "future", hint: said.nextHint },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/called-people", {
        path: { incident_id: id },
        body: {
          function: typed.text("function"),
          reached: typed.text("reached") !== "no",
          agreed: typed.text("agreed"),
          at: typed.at("at", "past"),
          next_at: typed.at("next", "future"),
        },
      }),
  }),

  suspend: ({ id }) => ({
    notes: [formWords.suspension.two],
    fields: [
      {
        name: "ground",
        label: formWords.suspension.ground,
        kind: "choice",
        required: true,
        options: choices(GROUNDS, formWords.suspension.grounds),
      },
      REASON,
      { name: "told", label: formWords.suspension.told, kind: "line", wide: true },
      {
        name: "again",
        label: formWords.suspension.again,
        kind: "future",
        hint: formWords.suspension.againHint,
      },
      { name: "second", label: formWords.suspension.second, kind: "line", wide: true },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/suspend", {
        path: { incident_id: id },
        body: {
          reason: typed.text("reason"),
          ground: typed.text("ground") as Ground,
          told: typed.text("told"),
          look_again_at: typed.at("again", "future"),
          second: typed.text("second"),
        },
      }),
  }),

  look: ({ id }) => ({
    notes: [formWords.suspension.looking],
    fields: [
      REASON,
      {
        name: "again",
        label: formWords.suspension.again,
        kind: "future",
        hint: formWords.suspension.againHint,
      },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/look-again", {
        path: { incident_id: id },
        body: { reason: typed.text("reason"), look_again_at: typed.at("again", "future") },
      }),
  }),

  found: ({ id, found_by_others }) => {
    const entries = found_by_others ?? [];
    return {
      notes: [others.about],
      fields: ({ corrects }) => {
        const was = entries.find((entry) => entry.id === corrects);
        return [
          ...(entries.length > 0 ? [corrected(entries)] : []),
          { name: "by", label: others.by, kind: "line", required: true, hint: others.byHint },
          { name: "alive", label: others.howManyAlive, kind: "count", hint: others.countHint },
          { name: "dead", label: others.howManyDead, kind: "count", hint: others.countHint },
          { name: "aboard", label: others.aboard, kind: "check" },
          { name: "place", label: others.place, kind: "line" },
          { name: "source", label: formWords.field.source, kind: "line", required: true },
          {
            name: "at",
            label: formWords.field.at,
            kind: "past",
            hint: was ? others.sameTime : formWords.form.timeHint,
          },
          ...(was ? [REASON] : []),
        ];
      },
      send: (typed, key) => {
        const corrects = entries.length > 0 ? typed.text("corrects") || null : null;
        return write(key, "POST", "/api/incidents/{incident_id}/found-by-others", {
          path: { incident_id: id },
          body: {
            by: typed.text("by"),
            alive: typed.number("alive"),
            dead: typed.number("dead"),
            aboard: typed.checked("aboard"),
            place: typed.text("place"),
            source: typed.text("source"),
            at: typed.at("at", "past"),
            corrects,
            reason: corrects ? typed.text("reason") : "",
          },
        });
      },
    };
  },

  lost: ({ id }) => ({
    notes: [formWords.lost.about],
    fields: [
      {
        name: "authority",
        label: formWords.lost.authority,
        kind: "line",
        required: true,
        hint: formWords.lost.authorityHint,
      },
      { name: "function", label: formWords.voice.function, kind: "line", required: true },
      { name: "channel", label: formWords.lost.channel, kind: "line", required: true },
      { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/lost-list", {
        path: { incident_id: id },
        body: {
          authority: typed.text("authority"),
          function: typed.text("function"),
          channel: typed.text("channel"),
          at: typed.at("at", "past"),
        },
      }),
  }),

  reopen: ({ id }) => ({
    fields: [REASON],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/reopen", {
        path: { incident_id: id },
        body: { reason: typed.text("reason") },
      }),
  }),

  close: ({ id, links }, picture) => ({
    notes: closingNotes(picture, id),
    fields: [
      { ...REASON, label: formWords.field.outcome },
      ...sameCase(links),
      {
        name: "despite",
        label: formWords.field.despite,
        kind: "prose",
        hint: formWords.field.despiteHint,
      },
      { name: "second", label: formWords.suspension.second, kind: "line" },
      { name: "secondAt", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
    ],
    send: (typed, key) =>
      write(key, "POST", "/api/incidents/{incident_id}/close", {
        path: { incident_id: id },
        body: {
          reason: typed.text("reason"),
          despite: typed.text("despite"),
          same_as: typed.text("same") || null,
          second: typed.text("second"),
          second_at: typed.at("secondAt", "past"),
        },
      }),
  }),
} satisfies Shapes;

/** The linked cases that it may be the same as. */
function sameCase(links: FullIncident["links"]): Field[] {
  const options = links.flatMap(({ state, incident_id, reference }) =>
    state === "accepted" && incident_id && reference ? [[incident_id, reference] as const] : [],
  );
  if (options.length === 0) return [];
  const { same, sameHint } = formWords.closing;
  return [{ name: "same", label: same, kind: "choice", options, hint: sameHint }];
}
