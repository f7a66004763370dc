/** The offices on scene, channels and altitude blocks of a case, as lines. Pure. */

import type { Bodies, FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

type Bare<T> = T extends readonly (infer One)[] ? One : T;
type Change = Bodies["ChangeIncidentBody"];
export type Holder = NonNullable<Change["osc"]> & { readonly since?: string };
export type Channel = Bare<NonNullable<Change["channels"]>>;
export type AltitudeBlock = Bare<NonNullable<Change["altitude_blocks"]>>;
export type OnScene = Pick<FullIncident, "osc" | "aco" | "channels" | "altitude_blocks">;

export const OFFICES_ON_SCENE = ["osc", "aco"] as const;
export type OfficeOnScene = (typeof OFFICES_ON_SCENE)[number];

/** The case keeps them as they were told, in the shapes of the request. */
export const holderOf = (incident: OnScene, office: OfficeOnScene) =>
  incident[office] as Holder | null;
export const channelsOf = ({ channels }: OnScene) => channels as unknown as readonly Channel[];
export const blocksOf = ({ altitude_blocks }: OnScene) =>
  altitude_blocks as unknown as readonly AltitudeBlock[];

/** `stamp` writes an instant. */
export function holderText(
  incident: OnScene,
  office: OfficeOnScene,
  stamp: (atMs: number) => string,
): string {
  const holder = holderOf(incident, office);
  if (!holder) return "";
  const since = holder.since && formWords.onScene.since(stamp(Date.parse(holder.since)));
  return [holder.name, holder.channel, since].filter(Boolean).join(", ");
}

export const channelsText = (incident: OnScene): string =>
  channelsOf(incident)
    .map(({ purpose, channel, note }) => `${purpose} ${channel}${noted(note)}`)
    .join(" · ");

export const blocksText = (incident: OnScene): string =>
  blocksOf(incident)
    .map(
      ({ assigned_to, from_ft, to_ft, note }) =>
        `${assigned_to} ${from_ft}–${to_ft} ft${noted(note)}`,
    )
    .join(" · ");

const noted = (note: string | undefined) => (note ? ` (${note})` : "");

/** The same lines for a list of facts, those of which nothing is known left out. */
export const onSceneLines = (
  incident: OnScene,
  stamp: (atMs: number) => string = (atMs) => utc(atMs, 0),
): readonly (readonly [name: string, text: string])[] => [
  ...OFFICES_ON_SCENE.map(
    (office) => [formWords.onScene[office], holderText(incident, office, stamp)] as const,
  ),
  [formWords.onScene.channels, channelsText(incident)],
  [formWords.onScene.blocks, blocksText(incident)],
];
