/** Fuel points: one's own to keep, and those that others open. */

import "../registers.css";
import { useState } from "react";
import { write } from "@/api/client";
import type { FuelPoint } from "@/api/types";
import { ddm } from "@/geo/format";
import { words } from "@/i18n";
import { fuelPoints as said } from "@/i18n/en-fuel-points";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { FormDialog } from "@/ui/form";
import { craftsText, fuelsText, hoursText, landingTexts } from "@/ui/fuel-texts";
import { Link } from "@/ui/link";
import { Opening } from "@/ui/opening";
import type { PanelProps } from "../panel";
import { Adding, Changing } from "./writing";

export default function FuelPoints({ rest }: PanelProps) {
  const registers = useMay("registrar");
  if (rest === "new" && registers) return <Adding />;
  return <Register registers={registers} />;
}

function Register({ registers }: { registers: boolean }) {
  const me = useMe();
  const picture = usePicture();
  const [doing, setDoing] = useState<{ about: FuelPoint; act: "change" | "withdraw" } | null>(null);
  const all = [...picture.fuel_point.values()].sort((one, other) =>
    one.name.localeCompare(other.name),
  );
  const nameOf = (code: string) => partyName(picture, code);
  const of = (code: string) => all.filter(({ party }) => party === code);
  const own = of(me.party);
  const others = [...new Set(all.map(({ party }) => party))]
    .filter((code) => code !== me.party)
    .sort();
  const done = () => setDoing(null);
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      <section className="stack tight" aria-label={said.own(nameOf(me.party))}>
        <div className="row apart">
          <h2>{said.own(nameOf(me.party))}</h2>
          {registers && (
            <Link href="/fuel-points/new" className="button">
              {said.add}
            </Link>
          )}
        </div>
        {own.length === 0 && <p className="empty">{said.none}</p>}
        <Lines
          points={own}
          onChange={registers ? (about) => setDoing({ about, act: "change" }) : null}
          onWithdraw={registers ? (about) => setDoing({ about, act: "withdraw" }) : null}
        />
        {!registers && <p className="muted">{said.registrars}</p>}
      </section>
      {others.length === 0 && <p className="muted">{said.noneOther}</p>}
      {others.map((code) => (
        <section key={code} className="stack tight" aria-label={said.of(nameOf(code))}>
          <h2>{said.of(nameOf(code))}</h2>
          <Lines points={of(code)} onChange={null} onWithdraw={null} />
        </section>
      ))}
      <Opening about={doing?.about.id ?? null}>
        {doing?.act === "change" && <Changing point={doing.about} onDone={done} />}
        {doing?.act === "withdraw" && <Withdrawing point={doing.about} onDone={done} />}
      </Opening>
    </div>
  );
}

interface LinesProps {
  readonly points: readonly FuelPoint[];
  readonly onChange: ((one: FuelPoint) => void) | null;
  readonly onWithdraw: ((one: FuelPoint) => void) | null;
}

function Lines({ points, onChange, onWithdraw }: LinesProps) {
  const now = useNow();
  return (
    <ul className="stack tight">
      {points.map((one) => (
        <li key={one.id} className="card">
          <div className="row apart">
            <span className="stack tight">
              <span>
                <strong>{one.name}</strong> · {ddm(one.place)}
              </span>
              <span>{servesText(one, now)}</span>
              <span className="muted">{restText(one)}</span>
            </span>
            <span className="row">
              {onChange && (
                <button
                  type="button"
                  aria-label={said.changing(one.name)}
                  onClick={() => onChange(one)}
                >
                  {said.change}
                </button>
              )}
              {onWithdraw && (
                <button
                  type="button"
                  className="grave"
                  aria-label={said.withdrawing(one.name)}
                  onClick={() => onWithdraw(one)}
                >
                  {said.withdraw}
                </button>
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

const servesText = (one: FuelPoint, now: number): string =>
  [fuelsText(one), craftsText(one), hoursText(one, now)].join(" · ");

const restText = (point: FuelPoint): string => {
  const { draught_max_m, opened_by, source, note } = point;
  return [
    draught_max_m !== null && said.draught(draught_max_m),
    ...landingTexts(point),
    opened_by && said.openedBy(opened_by.article ?? "", opened_by.agreement ?? ""),
    source,
    note,
  ]
    .filter(Boolean)
    .join(" · ");
};

function Withdrawing({ point, onDone }: { point: FuelPoint; onDone: () => void }) {
  return (
    <FormDialog
      title={said.withdrawing(point.name)}
      draft={`fuel-point.${point.id}.withdraw`}
      fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
      main={said.withdraw}
      send={(typed, key) =>
        write(key, "POST", "/api/fuel-points/{point_id}/withdraw", {
          path: { point_id: point.id },
          body: { reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    >
      <p>{said.withdrawAbout}</p>
    </FormDialog>
  );
}
