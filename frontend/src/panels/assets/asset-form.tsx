/** An asset written down: a new one, or another text for one that is registered. */

import { readAssetTypes } from "@/api/catalogue";
import { write } from "@/api/client";
import { FIGURES } from "@/api/list-columns";
import type { Asset, AssetType, Bodies } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { useFetched } from "@/data/fetched";
import { ddm } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { Form, FormDialog } from "@/ui/form";
import { baseNote } from "@/ui/position-look";
import { Trouble } from "@/ui/trouble";
import type { Field, Values } from "@/ui/values";
import { pointOf } from "../incident/choices";
import { fieldKindOf } from "./figures";

const said = registerWords.assets;

export function NewAsset() {
  const { fields, error } = useFields(null);
  return (
    <div className="page">
      <h1>{said.create}</h1>
      <Trouble error={error} />
      {fields && (
        <Form
          isPage
          focused
          draft="asset.new"
          fields={fields}
          main={said.register}
          send={async (typed, key) => {
            const made = await write(key, "POST", "/api/assets", {
              body: { id: key, ...written(typed, null) },
            });
            go(`/assets/${made.id}`);
          }}
          onDone={() => {}}
          onCancel={() => go("/assets")}
        />
      )}
    </div>
  );
}

/** Based on the version on the screen: who changed it meanwhile is not overwritten. */
export function EditAsset({ asset, onDone }: { asset: Asset; onDone: () => void }) {
  const { fields, error } = useFields(asset);
  if (!fields) return <Trouble error={error} />;
  return (
    <FormDialog
      title={`${said.edit}: ${asset.name}`}
      draft={`asset.${asset.id}.${asset.version}`}
      fields={fields}
      main={said.save}
      send={(typed, key) =>
        write(key, "PATCH", "/api/assets/{asset_id}", {
          path: { asset_id: asset.id },
          version: asset.version ?? 0,
          body: written(typed, asset),
        })
      }
      onDone={onDone}
    />
  );
}

type FieldsOf = (typed: Draft) => readonly Field[];

function useFields(asset: Asset | null): { fields: FieldsOf | null; error: unknown } {
  const { party, centre_id } = useMe();
  const { centre } = usePicture();
  const types = useFetched("asset-types", 0, readAssetTypes);
  const known = types.value;
  if (!known) return { fields: null, error: types.error };
  const options = known.map(({ code, name }) => [code, `${code} · ${name}`] as const);
  const centres = [...centre.values()]
    .filter((one) => one.party === party && !one.retired_at)
    .map(({ id, name }) => [id, name] as const);
  const fields: FieldsOf = (typed) => [
    ...fieldsOf(asset, options, centres, centre_id),
    ...figureFields(
      asset,
      known.find(({ code }) => code === typed.type),
    ),
    ...lastFields(asset),
  ];
  return { fields, error: null };
}

const SENSORS = ["photography", "infrared", "mapping_radar", "signals"] as const;

type Options = readonly (readonly [string, string])[];
const shown = (value: number | null | undefined) => (value == null ? "" : String(value));

function fieldsOf(
  asset: Asset | null,
  types: Options,
  centres: Options,
  centreId: string,
): readonly Field[] {
  const line = (name: string, label: string, initial: string | null | undefined): Field => ({
    name,
    label,
    kind: "line",
    initial: initial ?? "",
  });
  const count = (name: string, label: string, initial: number | null | undefined): Field => ({
    name,
    label,
    kind: "count",
    initial: shown(initial),
    hint: said.noticeHint,
  });
  return [
    { ...line("name", said.name, asset?.name), required: true },
    {
      name: "type",
      label: said.type,
      kind: "choice",
      required: true,
      options: types,
      initial: asset?.type ?? "",
    },
    {
      name: "centre",
      label: said.centre,
      kind: "choice",
      required: true,
      options: centres,
      initial: asset?.centre_id ?? centreId,
    },
    line("base_name", said.baseName, asset?.base_name),
    {
      name: "base",
      label: said.basePosition,
      kind: "position",
      hint: formWords.form.positionHint,
      initial: asset?.base ? ddm(asset.base) : "",
      note: baseNote,
    },
    {
      name: "base_shared",
      label: said.baseShared,
      kind: "check",
      initial: asset?.base_shared === false ? "" : "yes",
    },
    line("callsign", said.callsign, asset?.callsign),
    line("mmsi", said.mmsi, asset?.mmsi),
    line("imo", said.imo, asset?.imo),
    line("icao24", said.icao24, asset?.icao24),
    { ...line("tracker_id", said.tracker, asset?.tracker_id), hint: said.trackerHint },
    {
      name: "service",
      label: said.service,
      kind: "choice",
      options: Object.entries(said.services),
      initial: asset?.service ?? "",
    },
    {
      name: "armed",
      label: said.armed,
      kind: "choice",
      options: Object.entries(said.armedSaid),
      initial: asset?.armed == null ? "" : asset.armed ? "yes" : "no",
    },
    ...SENSORS.map(
      (sensor): Field => ({
        name: `sensor.${sensor}`,
        label: said.carries(said.sensor[sensor]),
        kind: "check",
        initial: asset?.sensors?.includes(sensor) ? "yes" : "",
      }),
    ),
    count("notice_day", said.noticeDay, asset?.notice_day_minutes),
    count("notice_night", said.noticeNight, asset?.notice_night_minutes),
    count("notice_sea", said.noticeSea, asset?.notice_at_sea_minutes),
    { name: "quantity", label: said.quantity, kind: "count", initial: shown(asset?.quantity ?? 1) },
  ];
}

/** The figures that it may have of its own; each says what the type's is. */
const figureFields = (asset: Asset | null, type: AssetType | undefined): Field[] =>
  FIGURES.map((name) => ({
    name,
    label: registerWords.types.figure[name],
    kind: fieldKindOf(name),
    initial: shown(asset?.overrides?.[name]),
    hint: said.figureHint(shown(type?.[name])),
  }));

const lastFields = (asset: Asset | null): readonly Field[] => [
  {
    name: "verified_at",
    label: said.verified,
    kind: "past",
    hint: said.verifiedHint,
    initial: verifiedText(asset),
  },
  { name: "note", label: said.note, kind: "prose", initial: asset?.note ?? "" },
];

/** To the minute, with its date: it may be of last year. */
const verifiedText = (asset: Asset | null): string =>
  asset?.verified_at ? `${asset.verified_at.slice(0, 16).replace("T", " ")}Z` : "";

/** Fields that both bodies share; an instant that was not typed anew stays to the second. */
function written(typed: Values, asset: Asset | null) {
  const optional = (name: string) => typed.text(name) || null;
  const armed = typed.text("armed");
  return {
    name: typed.text("name"),
    type: typed.text("type"),
    centre_id: typed.text("centre"),
    base_name: typed.text("base_name"),
    base: typed.text("base") ? pointOf(typed, "base") : null,
    base_shared: typed.checked("base_shared"),
    callsign: optional("callsign"),
    mmsi: optional("mmsi"),
    imo: optional("imo"),
    icao24: optional("icao24"),
    tracker_id: optional("tracker_id"),
    service: optional("service") as NonNullable<Asset["service"]> | null,
    armed: armed ? armed === "yes" : null,
    sensors: SENSORS.filter((sensor) => typed.checked(`sensor.${sensor}`)),
    notice_day_minutes: typed.number("notice_day"),
    notice_night_minutes: typed.number("notice_night"),
    notice_at_sea_minutes: typed.number("notice_sea"),
    overrides: Object.fromEntries(FIGURES.map((name) => [name, typed.number(name)])),
    quantity: typed.number("quantity") ?? 1,
    verified_at:
      typed.text("verified_at") === verifiedText(asset)
        ? (asset?.verified_at ?? null)
        : typed.at("verified_at", "past"),
    note: typed.text("note"),
  } satisfies Bodies["ChangeAssetBody"];
}
