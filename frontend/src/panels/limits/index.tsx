/** The limits that parties have declared: one's own to keep, the others' to read. */

import "../registers.css";
import { useState } from "react";
import { write } from "@/api/client";
import type { Limit } from "@/api/types";
import { words } from "@/i18n";
import { limits as said } from "@/i18n/en-limits";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Opening } from "@/ui/opening";
import { Trouble } from "@/ui/trouble";
import type { PanelProps } from "../panel";
import { AssistanceWord, OwnAssistance } from "./assistance";
import { cornersOf } from "./shape";
import { WithdrawnLimits } from "./withdrawn";

const Declaring = later(() => import("./declaring"));

export default function Limits({ rest }: PanelProps) {
  const administers = useMay("admin");
  if (rest === "new" && administers) return <Declaring />;
  return <Register administers={administers} />;
}

function Register({ administers }: { administers: boolean }) {
  const me = useMe();
  const picture = usePicture();
  const { limit, party } = picture;
  const [leaving, setLeaving] = useState<Limit | null>(null);
  const all = [...limit.values()].sort((one, other) => one.name.localeCompare(other.name));
  const nameOf = (code: string) => partyName(picture, code);
  const of = (code: string) => all.filter((one) => one.party === code);
  const own = of(me.party);
  const speaking = [...party.values()].filter((one) => one.assistance_entry).map(({ id }) => id);
  const others = [...new Set([...all.map((one) => one.party), ...speaking])]
    .filter((code) => code !== me.party)
    .sort();
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      <p className="strong">{said.prejudice}</p>
      <section className="stack tight" aria-label={said.own(nameOf(me.party))}>
        <div className="row apart">
          <h2>{said.own(nameOf(me.party))}</h2>
          {administers && (
            <Link href="/limits/new" className="button">
              {said.declare}
            </Link>
          )}
        </div>
        {own.length === 0 && <p className="empty">{said.none}</p>}
        <Lines limits={own} onWithdraw={administers ? setLeaving : null} />
        {administers ? <Complete own={own} /> : <p className="muted">{said.admins}</p>}
        <OwnAssistance administers={administers} />
      </section>
      {others.length === 0 && <p className="muted">{said.noneReader}</p>}
      {others.map((code) => (
        <section key={code} className="stack tight" aria-label={said.of(nameOf(code))}>
          <h2>{said.of(nameOf(code))}</h2>
          {party.get(code)?.limits_complete && <p className="muted">{said.complete.other}</p>}
          <Lines limits={of(code)} onWithdraw={null} />
          <AssistanceWord word={party.get(code)?.assistance_entry} />
        </section>
      ))}
      <WithdrawnLimits />
      <Opening about={leaving?.id ?? null}>
        {leaving && <Withdrawing limit={leaving} onDone={() => setLeaving(null)} />}
      </Opening>
    </div>
  );
}

interface LinesProps {
  readonly limits: readonly Limit[];
  readonly onWithdraw: ((one: Limit) => void) | null;
}

function Lines({ limits, onWithdraw }: LinesProps) {
  return (
    <ul className="stack tight">
      {limits.map((one) => (
        <li key={one.id} className="card">
          <div className="row apart">
            <span className="stack tight">
              <span>
                <strong>{one.name}</strong> · {said.kind[one.kind]}
              </span>
              <span className="muted">
                {[
                  said.deposited(one.deposit, one.deposited_on),
                  one.area && said.corners(cornersOf(one.area).flat().length),
                  one.note,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
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
          </div>
        </li>
      ))}
    </ul>
  );
}

function Withdrawing({ limit, onDone }: { limit: Limit; onDone: () => void }) {
  return (
    <FormDialog
      title={said.withdrawing(limit.name)}
      draft={`limit.${limit.id}.withdraw`}
      fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
      main={said.withdraw}
      send={(typed, key) =>
        write(key, "POST", "/api/declared-limits/{limit_id}/withdraw", {
          path: { limit_id: limit.id },
          body: { reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    >
      <p>{said.withdrawAbout}</p>
    </FormDialog>
  );
}

/** Whether the party says that its limits are all there are. */
function Complete({ own }: { own: readonly Limit[] }) {
  const { party } = useMe();
  const complete = usePicture().party.get(party)?.limits_complete ?? false;
  const { busy, error, act } = useAct();
  const change = () =>
    act((key) =>
      write(key, "PUT", "/api/declared-limits/complete", { body: { complete: !complete } }),
    );
  const hasSea = own.some(({ kind }) => kind === "territorial_sea");
  return (
    <div className="stack tight">
      <h3>{said.complete.title}</h3>
      <p>
        {complete ? said.complete.yes : said.complete.no}{" "}
        {complete && !hasSea && <strong>{said.complete.sea}</strong>}
      </p>
      <Trouble error={error} />
      <div className="row">
        <button type="button" disabled={busy} onClick={change}>
          {complete ? said.complete.unsay : said.complete.say}
        </button>
      </div>
    </div>
  );
}
