/** Opening a case: what is known now; everything else can follow. */

import { type ReactNode, useState } from "react";
import { write } from "@/api/client";
import type { Phase } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe, usePicture } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { go } from "@/state/route";
import { Form } from "@/ui/form";
import { lookNote } from "@/ui/position-look";
import { Some } from "@/ui/some";
import type { Field, Values } from "@/ui/values";
import {
  CASE_SITUATIONS,
  choices,
  craftFields,
  craftOf,
  PHASES,
  pointOf,
} from "./incident/choices";
import { conditionsFields, conditionsOf, hasConditions } from "./incident/conditions-fields";

const FIELDS: readonly Field[] = [
  { name: "title", label: formWords.field.title, kind: "line" },
  {
    name: "phase",
    label: formWords.field.phase,
    kind: "choice",
    required: true,
    initial: "distress",
    options: choices(PHASES, words.phase),
  },
  {
    name: "situation",
    label: formWords.field.situation,
    kind: "choice",
    required: true,
    initial: "maritime",
    options: choices(CASE_SITUATIONS, words.situation),
  },
  {
    name: "point",
    label: formWords.field.position,
    kind: "position",
    hint: formWords.form.positionHint,
    note: lookNote(),
  },
  { name: "error", label: formWords.field.error, kind: "number", initial: "1" },
  { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
  { name: "who", label: formWords.field.reportedBy, kind: "line" },
  { name: "call_back", label: formWords.field.callBack, kind: "line" },
  { name: "min", label: formWords.field.pobMin, kind: "count" },
  { name: "max", label: formWords.field.pobMax, kind: "count" },
  { name: "children", label: formWords.field.children, kind: "count" },
  { name: "channel", label: formWords.field.channel, kind: "line" },
  { name: "language", label: formWords.field.language, kind: "line" },
  { name: "object", label: formWords.field.object, kind: "line" },
  ...craftFields(null),
  { name: "phase_reason", label: formWords.field.phaseReason, kind: "line", wide: true },
  { name: "description", label: formWords.field.description, kind: "prose" },
];

const CONDITIONS = conditionsFields({});

/** Folded, unless something is typed there when it opens. */
function Conditions({ typed, children }: { typed: Draft; children: ReactNode }) {
  const [wasTyped] = useState(() => CONDITIONS.some(({ name }) => typed[name]));
  return (
    <details open={wasTyped}>
      <summary>{formWords.situation.conditions}</summary>
      {children}
    </details>
  );
}

/** The parties that are not to be told: chosen from the directory, so that no slip names another. */
function keeping(parties: Picture["party"], own: string): readonly Field[] {
  const options = [...parties.values()]
    .filter(({ id }) => id !== own)
    .sort((one, other) => one.name.localeCompare(other.name, "en"))
    .map(({ id, name }) => [id, `${name} (${id})`] as const);
  return [
    {
      name: "keep_from",
      label: formWords.field.keepFrom,
      kind: "own",
      hint: formWords.field.keepFromHint,
      wide: true,
      draw: (drawing) => <Some {...drawing} options={options} />,
    },
    {
      name: "keep_reason",
      label: formWords.field.keepReason,
      wide: true,
      kind: "line",
      initial: formWords.field.keepReasonHouse,
    },
  ];
}

function send(typed: Values, key: string) {
  const position = typed.point("point") && {
    point: pointOf(typed, "point"),
    error_nm: typed.number("error") ?? 1,
    at: typed.at("at", "past"),
    source: typed.text("who"),
  };
  const conditions = conditionsOf(typed);
  return write(key, "POST", "/api/incidents", {
    body: {
      id: key,
      title: typed.text("title"),
      phase: typed.text("phase") as Phase,
      phase_reason: typed.text("phase_reason"),
      situation: typed.text("situation") as (typeof CASE_SITUATIONS)[number],
      source: {
        who: typed.text("who"),
        call_back: typed.text("call_back"),
        channel: typed.text("channel"),
        language: typed.text("language"),
      },
      pob: {
        min: typed.number("min"),
        max: typed.number("max"),
        children: typed.number("children"),
        source: typed.text("who"),
      },
      object_class: typed.text("object"),
      craft: craftOf(typed),
      description: typed.text("description"),
      position,
      conditions: hasConditions(conditions)
        ? {
            ...conditions,
            at: typed.at("at", "past") ?? typed.now(),
            source: typed.text("who"),
          }
        : null,
      kept_from: typed
        .text("keep_from")
        .split(" ")
        .filter(Boolean)
        .map((party) => ({ party, reason: typed.text("keep_reason") })),
    },
  });
}

export default function NewIncident() {
  let opened: string | null = null;
  const { party: parties } = usePicture();
  const kept = keeping(parties, useMe().party);
  return (
    <div className="page">
      <h1>{formWords.form.newCase}</h1>
      <Form
        draft="new-incident"
        isPage
        focused
        fields={[...FIELDS, ...CONDITIONS, ...kept]}
        layout={({ typed, grid }) => (
          <>
            {grid(FIELDS)}
            <Conditions typed={typed}>{grid(CONDITIONS)}</Conditions>
            {grid(kept)}
          </>
        )}
        main={formWords.openIncident}
        send={async (typed, key) => {
          opened = (await send(typed, key)).id;
        }}
        onDone={() => opened && go(`/incidents/${opened}`)}
        onCancel={() => go("/")}
      />
    </div>
  );
}
