/** The sheet of a position that was heard by voice, of an own asset or of a ship. */

import { useRef, useState } from "react";
import { readShip, readTrack } from "@/api/assets";
import { write } from "@/api/client";
import type { Position } from "@/api/types";
import { age, ddm, utc } from "@/geo/format";
import { positionHeard as said } from "@/i18n/en-position-heard";
import { formWords } from "@/i18n/form-words";
import { positions } from "@/state/desk";
import { type HeardOf, type Outcome, outcomeOf } from "@/state/heard-fix";
import { useNames, useNow, usePicture } from "@/state/hooks";
import { isActive } from "@/state/scene";
import { useStore } from "@/state/store";
import { Dialog } from "./dialog";
import { Form } from "./form";
import { lookNote } from "./position-look";
import type { Field, Values } from "./values";

/** Kept or not, it does not move the unit. */
type Unmoved = Exclude<Outcome, "taken">;

interface Props {
  readonly about: HeardOf;
  /** A position was written down. */
  readonly onWritten?: () => void;
  readonly onDone: () => void;
}

export default function PositionHeard({ about, onWritten, onDone }: Props) {
  const nameOf = useNames();
  const beside = useBeside(about);
  const [told, setTold] = useState<Unmoved | null>(null);
  const became = useRef<Outcome>("taken");
  const send = async (typed: Values, key: string) => {
    const fix = { ...written(typed), at: typed.at("at", "past") ?? typed.now() };
    became.current = outcomeOf(await deliver(about, fix, key), beside === null);
    await showLatest(about).catch(() => {}); // the line brings it, too
  };
  return (
    <Dialog title={said.title(about.name)} onClose={onDone}>
      {told && <Told about={about} outcome={told} party={beside} onDone={onDone} />}
      {!told && (
        <>
          <ShownNow id={about.id} />
          {beside && <p className="muted">{said.ofAnother(nameOf(beside))}</p>}
          <Form
            draft={`heard.${about.id}`}
            fields={FIELDS}
            focused
            main={said.main}
            send={send}
            onDone={() => {
              onWritten?.();
              if (became.current === "taken") onDone();
              else setTold(became.current);
            }}
            onCancel={onDone}
          />
        </>
      )}
    </Dialog>
  );
}

/** The party whose word on the ship the map shows, if this one's stands beside it. */
function useBeside({ id, reporter }: HeardOf): string | null {
  const { deployment } = usePicture();
  const isAtWork = [...deployment.values()].some((one) => one.ship_id === id && isActive(one));
  return isAtWork ? null : reporter;
}

const FIELDS: readonly Field[] = [
  {
    name: "point",
    label: formWords.field.position,
    kind: "position",
    required: true,
    hint: formWords.form.positionHint,
    note: lookNote(null),
  },
  { name: "at", label: said.at, kind: "past", hint: formWords.form.timeHint },
  {
    name: "source",
    label: said.source,
    kind: "line",
    required: true,
    initial: said.sourceFirst,
    hint: said.sourceHint,
  },
  { name: "course_deg", label: said.course, kind: "number" },
  { name: "speed_kn", label: said.speed, kind: "number" },
  {
    name: "uncertainty_nm",
    label: formWords.field.uncertainty,
    kind: "number",
    hint: said.uncertaintyHint,
  },
];

const written = (typed: Values) => {
  const [lon = 0, lat = 0] = typed.point("point")?.coordinates ?? [];
  return {
    point: { type: "Point" as const, coordinates: [lon, lat] as [number, number] },
    course_deg: typed.number("course_deg"),
    speed_kn: typed.number("speed_kn"),
    uncertainty_nm: typed.number("uncertainty_nm") ?? 0.1,
    source: typed.text("source"),
  };
};

type Fix = ReturnType<typeof written> & { readonly at: string };

const deliver = ({ thing, id }: HeardOf, body: Fix, key: string) =>
  thing === "asset"
    ? write(key, "POST", "/api/assets/{asset_id}/fixes", { path: { asset_id: id }, body })
    : write(key, "POST", "/api/ships/{ship_id}/fixes", { path: { ship_id: id }, body });

/** On a bad link the sheet does not wait for longer. */
const SHOWN_WITHIN_MS = 10_000;

/** The line tells positions in view alone: where it is now may be elsewhere. */
async function showLatest({ thing, id }: HeardOf): Promise<void> {
  const signal = AbortSignal.timeout(SHOWN_WITHIN_MS);
  const found =
    thing === "asset"
      ? (await readTrack(id, 1, signal)).positions.at(-1)
      : (await readShip(id, signal)).position;
  const before = positions.get().get(id);
  const isNews = found && !found.implausible && (!before || isLater(found, before));
  if (isNews) positions.set(new Map(positions.get()).set(id, found));
}

const isLater = (one: Position, other: Position) => Date.parse(one.at) > Date.parse(other.at);

function ShownNow({ id }: { id: string }) {
  const now = useNow(5_000);
  const shown = useStore(positions, (all) => all.get(id));
  if (!shown) return <p className="muted">{said.noneShown}</p>;
  const atMs = Date.parse(shown.at);
  return <p className="muted">{said.shown(ddm(shown.point), utc(atMs, now), age(now - atMs))}</p>;
}

interface ToldProps {
  readonly about: HeardOf;
  readonly outcome: Unmoved;
  /** The party whose word is shown. */
  readonly party: string | null;
  readonly onDone: () => void;
}

/** The outcome of a position that does not move the unit, with the reason. */
function Told({ about, outcome, party, onDone }: ToldProps) {
  const nameOf = useNames();
  return (
    <>
      <div className="problem stack tight" role="alert">
        <strong>{outcome === "repeated" ? said.nothing : said.kept}</strong>
        <p>{outcome === "beside" ? said.beside(nameOf(party ?? "")) : said[outcome](about.name)}</p>
      </div>
      <ShownNow id={about.id} />
      <div className="row">
        {/* biome-ignore lint/a11y/noAutofocus: the form that had the focus is gone */}
        <button type="button" className="main" autoFocus onClick={onDone}>
          {said.close}
        </button>
      </div>
    </>
  );
}
