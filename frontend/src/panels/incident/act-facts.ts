/** Forms for a case's facts: positions, datum, persons on board, conditions. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { dayTime, ddm, utc } from "@/geo/format";
import { presentOf } from "@/geo/present";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { fewer } from "@/state/fewer-pob";
import { lookNote } from "@/ui/position-look";
import { type Shapes, shown } from "./act-shape";
import { CASE_SITUATIONS, choices, craftFields, craftOf, drift, pointOf } from "./choices";
import { conditionsFields, conditionsOf } from "./conditions-fields";
import { laterFix } from "./later-fix";

const said = formWords.route;

/** The fields of the turns between the port and where the craft was bound for. */
const viaOf = (turns: number) => Array.from({ length: Math.max(2, turns) }, (_, n) => `via_${n}`);

const turnText = ([lon, lat]: readonly number[] = []) =>
  lon === undefined || lat === undefined ? "" : ddm({ type: "Point", coordinates: [lon, lat] });

const counted = (text: string | undefined) => (text ? Number(text) : null);

const saysFewer = (incident: FullIncident, typed: Draft) =>
  fewer(incident, { min: counted(typed.min), max: counted(typed.max) });

/** Whether another number is told: who told the one before has not told it. */
const isOtherRange = ({ pob }: FullIncident, typed: Draft) =>
  counted(typed.min) !== (pob.min ?? null) || counted(typed.max) !== (pob.max ?? null);

export const FACTS = {
  position: ({ id }) => ({
    fields: [
      {
        name: "point",
        label: formWords.field.position,
        kind: "position",
        required: true,
        note: lookNote(id),
      },
      { name: "error", label: formWords.field.error, kind: "number", initial: "1" },
      { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
      { name: "source", label: formWords.field.source, kind: "line" },
      {
        name: "doppler",
        label: formWords.field.doppler,
        kind: "choice",
        options: [
          ["", words.none],
          ["A", "A"],
          ["B", "B"],
        ],
      },
      { name: "probability", label: formWords.field.probability, kind: "number" },
    ],
    send: (typed, key) => {
      const doppler = typed.text("doppler");
      const percent = typed.number("probability");
      return write(key, "POST", "/api/incidents/{incident_id}/positions", {
        path: { incident_id: id },
        body: {
          id: key,
          point: pointOf(typed, "point"),
          error_nm: typed.number("error") ?? 1,
          at: typed.at("at", "past"),
          source: typed.text("source"),
          doppler: doppler === "A" || doppler === "B" ? doppler : null,
          probability: percent === null ? null : percent / 100,
        },
      });
    },
  }),

  datum: (incident) => {
    const { id, datum } = incident;
    const now = nowMs();
    const fix = laterFix(incident, now);
    const found = presentOf(incident, now);
    const present = found?.unknown ? null : found?.now;
    const point = fix?.point ?? present?.point;
    return {
      fields: [
        {
          name: "point",
          label: formWords.field.position,
          kind: "position",
          required: true,
          initial: point ? ddm(point) : "",
          note: lookNote(id),
        },
        {
          name: "uncertainty",
          label: formWords.field.uncertainty,
          kind: "number",
          required: true,
          initial: shown(fix?.error_nm ?? present?.withinNm ?? 2),
        },
        {
          name: "at",
          label: formWords.field.at,
          kind: "past",
          hint: formWords.form.timeHint,
          initial: dayTime(fix?.at ?? (present && new Date(present.atMs).toISOString())),
        },
        {
          name: "drift_course",
          label: formWords.field.driftCourse,
          kind: "number",
          initial: shown(datum?.drift_course_deg),
        },
        {
          name: "drift_speed",
          label: formWords.field.driftSpeed,
          kind: "number",
          initial: shown(datum?.drift_speed_kn),
        },
        { name: "reason", label: words.why, kind: "prose" },
      ],
      send: (typed, key) =>
        write(key, "POST", "/api/incidents/{incident_id}/datum", {
          path: { incident_id: id },
          body: {
            point: pointOf(typed, "point"),
            uncertainty_nm: typed.number("uncertainty") ?? 1,
            at: typed.at("at", "past"),
            drift: drift(typed),
            reason: typed.text("reason"),
          },
        }),
    };
  },

  route: ({ id, voyage }) => {
    const between = voyage?.way.slice(0, -1) ?? [];
    const via = viaOf(between.length);
    return {
      notes: [said.notes],
      fields: [
        {
          name: "last_port",
          label: said.lastPort,
          kind: "line",
          initial: voyage?.last_port ?? "",
        },
        {
          name: "port_at",
          label: said.portAt,
          kind: "position",
          required: true,
          initial: voyage?.port_at ? ddm(voyage.port_at) : "",
          note: lookNote(id),
        },
        {
          name: "left",
          label: said.left,
          kind: "past",
          hint: said.leftHint,
          initial: dayTime(voyage?.left_at),
        },
        ...via.map(
          (name, place) =>
            ({
              name,
              label: said.via,
              kind: "position",
              initial: turnText(between[place]),
            }) as const,
        ),
        {
          name: "bound_for",
          label: said.boundFor,
          kind: "line",
          initial: voyage?.bound_for ?? "",
        },
        {
          name: "bound_at",
          label: said.boundAt,
          kind: "position",
          initial: turnText(voyage?.way.at(-1)),
          note: lookNote(id),
        },
        {
          name: "source",
          label: formWords.field.source,
          kind: "line",
          required: true,
          initial: voyage?.source ?? "",
        },
      ],
      send: (typed, key) =>
        write(key, "POST", "/api/incidents/{incident_id}/voyage", {
          path: { incident_id: id },
          body: {
            last_port: typed.text("last_port"),
            port_at: pointOf(typed, "port_at"),
            bound_for: typed.text("bound_for"),
            way: [...via, "bound_at"].flatMap((name) =>
              typed.point(name) ? [pointOf(typed, name).coordinates] : [],
            ),
            left_at: typed.at("left", "past"),
            source: typed.text("source"),
          },
        }),
    };
  },

  pob: (incident) => {
    const { id, version, pob } = incident;
    return {
      fields: (typed) => [
        { name: "min", label: formWords.field.pobMin, kind: "count", initial: shown(pob.min) },
        { name: "max", label: formWords.field.pobMax, kind: "count", initial: shown(pob.max) },
        {
          name: "adults",
          label: formWords.field.adults,
          kind: "count",
          initial: shown(pob.adults),
        },
        {
          name: "children",
          label: formWords.field.children,
          kind: "count",
          initial: shown(pob.children),
        },
        {
          name: "unaccompanied",
          label: formWords.field.unaccompanied,
          kind: "count",
          initial: shown(pob.unaccompanied),
        },
        {
          name: "unknown",
          label: formWords.field.unknown,
          kind: "count",
          initial: shown(pob.unknown),
        },
        {
          name: "source",
          label: formWords.field.source,
          kind: "line",
          required: saysFewer(incident, typed),
          ...(pob.source && !isOtherRange(incident, typed) && { hint: pob.source }),
        },
        ...(saysFewer(incident, typed)
          ? [
              {
                name: "why",
                label: formWords.field.pobReason,
                kind: "prose",
                required: true,
              } as const,
            ]
          : []),
      ],
      send: (typed, key) =>
        write(key, "PATCH", "/api/incidents/{incident_id}", {
          path: { incident_id: id },
          version,
          body: {
            pob: {
              min: typed.number("min"),
              max: typed.number("max"),
              adults: typed.number("adults"),
              children: typed.number("children"),
              unaccompanied: typed.number("unaccompanied"),
              unknown: typed.number("unknown"),
              source:
                typed.text("source") ||
                (isOtherRange(incident, typed.typed) ? "" : (pob.source ?? "")),
            },
            pob_reason: typed.text("why"),
          },
        }),
    };
  },

  water: ({ id, version, in_water }) => ({
    fields: (typed) => {
      const over = typed.over === "yes";
      return [
        {
          name: "since",
          label: formWords.field.inWater,
          kind: "past",
          required: !over,
          ...(in_water && { hint: utc(Date.parse(in_water.since), nowMs()) }),
        },
        { name: "source", label: formWords.field.source, kind: "line", required: !over },
        ...(in_water
          ? [{ name: "over", label: formWords.field.outOfWater, kind: "check" } as const]
          : []),
      ];
    },
    send: (typed, key) =>
      write(key, "PATCH", "/api/incidents/{incident_id}", {
        path: { incident_id: id },
        version,
        body: {
          in_water: typed.checked("over")
            ? null
            : { since: typed.at("since", "past") ?? "", source: typed.text("source") },
        },
      }),
  }),

  conditions: ({ id, version, conditions }) => ({
    fields: [
      ...conditionsFields(conditions),
      { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
      { name: "source", label: formWords.field.source, kind: "line" },
    ],
    send: (typed, key) =>
      write(key, "PATCH", "/api/incidents/{incident_id}", {
        path: { incident_id: id },
        version,
        body: {
          conditions: {
            ...conditionsOf(typed),
            at: typed.at("at", "past") ?? typed.now(),
            source: typed.text("source"),
          },
        },
      }),
  }),

  describe: ({ id, version, title, description, object_class, situation, craft }) => ({
    fields: [
      {
        name: "title",
        label: formWords.field.title,
        kind: "line",
        required: true,
        wide: true,
        initial: title,
      },
      {
        name: "situation",
        label: formWords.field.situation,
        kind: "choice",
        initial: situation,
        options: choices(CASE_SITUATIONS, words.situation),
      },
      { name: "object", label: formWords.field.object, kind: "line", initial: object_class },
      ...craftFields(craft),
      {
        name: "description",
        label: formWords.field.description,
        kind: "prose",
        initial: description,
      },
    ],
    send: (typed, key) =>
      write(key, "PATCH", "/api/incidents/{incident_id}", {
        path: { incident_id: id },
        version,
        body: {
          title: typed.text("title"),
          situation: typed.text("situation") as (typeof CASE_SITUATIONS)[number],
          object_class: typed.text("object"),
          description: typed.text("description"),
          ...((craft || craftOf(typed)) && { craft: craftOf(typed) }),
        },
      }),
  }),
} satisfies Shapes;
