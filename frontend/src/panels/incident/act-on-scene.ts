/** Forms of who coordinates on scene and in the air, of channels and of altitude blocks. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import type { Picture } from "@/state/picture";
import { deploymentsOf, isActive, unitOf } from "@/state/scene";
import type { Field, Values } from "@/ui/values";
import { type Shapes, shown } from "./act-shape";
import {
  type AltitudeBlock,
  blocksOf,
  type Channel,
  channelsOf,
  type Holder,
  holderOf,
  OFFICES_ON_SCENE,
  type OfficeOnScene,
} from "./on-scene";

const said = formWords.onScene;

/** A unit that is not at work here, told by its name. */
const OTHER = "other";

/** The units at work, each with what it is called by in the form and in the request. */
const unitsAt = (picture: Picture, { id }: FullIncident) =>
  deploymentsOf(picture, id)
    .filter(isActive)
    .map((work) => ({ work, value: `${unitOf(work).thing} ${unitOf(work).id}` }));

type Units = ReturnType<typeof unitsAt>;

/** The unit as the form tells it; empty: nobody holds the office. */
export function unitChosen(holder: Holder | null, units: Units): string {
  if (!holder) return "";
  const { asset_id, ship_id, name } = holder;
  const found = units.find(({ work }) =>
    asset_id || ship_id
      ? (work.asset_id ?? null) === asset_id && (work.ship_id ?? null) === ship_id
      : work.name === name,
  );
  return found?.value ?? OTHER;
}

const officeFields = (
  office: OfficeOnScene,
  holder: Holder | null,
  units: Units,
  typed: Draft,
): readonly Field[] => {
  const chosen = unitChosen(holder, units);
  return [
    {
      name: office,
      label: said[office],
      kind: "choice",
      wide: true,
      initial: chosen,
      options: [
        ["", words.none],
        ...units.map(({ work, value }) => [value, work.name] as const),
        [OTHER, said.other],
      ],
    },
    ...((typed[office] ?? chosen) === OTHER
      ? [
          {
            name: `${office}_name`,
            label: said.otherName,
            kind: "line",
            required: true,
            wide: true,
            initial: chosen === OTHER ? (holder?.name ?? "") : "",
          } as const,
        ]
      : []),
    {
      name: `${office}_channel`,
      label: formWords.field.channel,
      kind: "line",
      initial: holder?.channel ?? "",
    },
  ];
};

/** The holder as typed; null: nobody. A unit here is told by its id as well. */
function holderTyped(
  office: OfficeOnScene,
  before: Holder | null,
  units: Units,
  typed: Values,
): Holder | null {
  const value = typed.text(office);
  if (!value) return null;
  const channel = typed.text(`${office}_channel`);
  const work = units.find((unit) => unit.value === value)?.work;
  if (work) {
    const { name, asset_id = null, ship_id = null } = work;
    return { name, asset_id, ship_id, channel };
  }
  const name = typed.text(`${office}_name`);
  return before?.name === name
    ? { name, asset_id: before.asset_id ?? null, ship_id: before.ship_id ?? null, channel }
    : { name, channel };
}

const isSame = (one: Holder | null, other: Holder | null) =>
  one?.name === other?.name &&
  (one?.channel ?? "") === (other?.channel ?? "") &&
  (one?.asset_id ?? null) === (other?.asset_id ?? null) &&
  (one?.ship_id ?? null) === (other?.ship_id ?? null);

/** As many rows as are filled in, or were, and one more. */
function rows(known: number, typed: Draft, ...names: readonly string[]): number[] {
  const filled = Object.entries(typed).flatMap(([key, value]) => {
    // A draft also keeps when a field was typed, under a key of its own.
    const [, name = "", row] = /^([a-z]+)_(\d+)$/.exec(key) ?? [];
    return names.includes(name) && value ? [Number(row) + 1] : [];
  });
  return Array.from({ length: Math.max(known, ...filled) + 1 }, (_, row) => row);
}

const channelFields = (channels: readonly Channel[], typed: Draft) =>
  rows(channels.length, typed, "purpose", "channel").flatMap((row): readonly Field[] => [
    {
      name: `purpose_${row}`,
      label: said.purpose,
      kind: "line",
      required: Boolean(typed[`channel_${row}`]),
      initial: channels[row]?.purpose ?? "",
      ...(row === channels.length && { hint: said.purposeHint }),
    },
    {
      name: `channel_${row}`,
      label: formWords.field.channel,
      kind: "line",
      required: Boolean(typed[`purpose_${row}`]),
      initial: channels[row]?.channel ?? "",
    },
  ]);

const blockFields = (blocks: readonly AltitudeBlock[], typed: Draft) =>
  rows(blocks.length, typed, "for", "from", "to").flatMap((row): readonly Field[] => {
    const required = ["for", "from", "to"].some((name) => typed[`${name}_${row}`]);
    return [
      {
        name: `for_${row}`,
        label: said.keptFor,
        kind: "line",
        wide: true,
        required,
        initial: blocks[row]?.assigned_to ?? "",
      },
      {
        name: `from_${row}`,
        label: said.from,
        kind: "count",
        required,
        initial: shown(blocks[row]?.from_ft),
      },
      {
        name: `to_${row}`,
        label: said.to,
        kind: "count",
        required,
        initial: shown(blocks[row]?.to_ft),
      },
    ];
  });

export const ON_SCENE = {
  offices: (incident, picture) => {
    const { id, version } = incident;
    const units = unitsAt(picture, incident);
    return {
      notes: [said.notes],
      fields: (typed) =>
        OFFICES_ON_SCENE.flatMap((office) =>
          officeFields(office, holderOf(incident, office), units, typed),
        ),
      send: async (typed, key) => {
        const told = OFFICES_ON_SCENE.flatMap((office) => {
          const before = holderOf(incident, office);
          const holder = holderTyped(office, before, units, typed);
          return isSame(before, holder) ? [] : [[office, holder] as const];
        });
        if (told.length === 0) return null;
        return write(key, "PATCH", "/api/incidents/{incident_id}", {
          path: { incident_id: id },
          version,
          body: Object.fromEntries(told),
        });
      },
    };
  },

  channels: (incident) => {
    const { id, version } = incident;
    const [channels, blocks] = [channelsOf(incident), blocksOf(incident)];
    return {
      fields: (typed) => [...channelFields(channels, typed), ...blockFields(blocks, typed)],
      send: ({ typed }, key) =>
        write(key, "PATCH", "/api/incidents/{incident_id}", {
          path: { incident_id: id },
          version,
          body: {
            channels: channelsTyped(channels, typed),
            altitude_blocks: blocksTyped(blocks, typed),
          },
        }),
    };
  },
} satisfies Shapes;

const text = (typed: Draft, name: string) => (typed[name] ?? "").trim();

/** Rows left empty are taken out; a note stays with its row. */
export const channelsTyped = (known: readonly Channel[], typed: Draft): Channel[] =>
  rows(known.length, typed, "purpose", "channel").flatMap((row) => {
    const purpose = text(typed, `purpose_${row}`);
    if (!purpose) return [];
    return [{ purpose, channel: text(typed, `channel_${row}`), note: known[row]?.note ?? "" }];
  });

export const blocksTyped = (known: readonly AltitudeBlock[], typed: Draft): AltitudeBlock[] =>
  rows(known.length, typed, "for", "from", "to").flatMap((row) => {
    const assigned_to = text(typed, `for_${row}`);
    if (!assigned_to) return [];
    return [
      {
        assigned_to,
        from_ft: Number(text(typed, `from_${row}`)),
        to_ft: Number(text(typed, `to_${row}`)),
        note: known[row]?.note ?? "",
      },
    ];
  });
