/** A unit that is to enter another State: for that State to answer, for who asked to follow. */

import { useState } from "react";
import { acknowledgeEntry } from "@/api/clearances";
import type { Clearance } from "@/api/types";
import { useTypeName } from "@/data/asset-types";
import { countdown, ddm, minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { answeredHere, dueOf, standsAs, toneOf } from "@/state/clearances";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { ExerciseTag } from "@/ui/exercise";
import { Fact, Facts } from "@/ui/facts";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import type { EntryAct } from "./acts";
import { Script } from "./script";

const EntryDialog = later(() => import("./acts"));

const say = formWords.entry;

export default function EntryPage({ id }: { id: string }) {
  const picture = usePicture();
  const now = useNow();
  const entry = picture.clearance.get(id);
  if (!entry) return <Nothing why={say.gone} />;
  const into = picture.party.get(entry.territory)?.name ?? entry.territory;
  const title = entry.mode === "notify" ? say.notifies : say.asks;
  return (
    <div className="page">
      <ExerciseTag about={entry} />
      <section className="stack" aria-label={say.line(into)}>
        <div className="row apart">
          <h1>{title(entry.party, entry.name, into)}</h1>
          <EntryTag entry={entry} now={now} />
        </div>
        {entry.warnings.map(({ code, sentence }) => (
          <p key={code} className="alert">
            {sentence}
          </p>
        ))}
        {entry.details && <p className="words">{entry.details}</p>}
        <About entry={entry} now={now} />
        <Answering key={id} entry={entry} />
      </section>
    </div>
  );
}

/** How it stands, with the clock that runs. */
export function EntryTag({ entry, now }: { entry: Clearance; now: number }) {
  const { atMs, late } = dueOf(entry, now);
  const left = atMs === null ? "" : countdown(atMs - now);
  const waits = entry.state === "acknowledged" ? words.duty.answer : words.duty.acknowledge;
  return (
    <span className={`strong ${toneOf(entry, now)}`}>
      {say.state[standsAs(entry, now)]}
      {left && ` · ${waits} ${late ? words.duty.over(left) : words.duty.due(left)}`}
    </span>
  );
}

function About({ entry, now }: { entry: Clearance; now: number }) {
  const type = useTypeName(entry.type);
  const sees = usePicture().incident.has(entry.incident_id ?? "");
  const time = (at: string | null) => at && utc(Date.parse(at), now);
  const kind = [entry.phase && words.phase[entry.phase], words.situation[entry.situation]];
  const where = [entry.place && ddm(entry.place), time(entry.enters_at)].filter(Boolean);
  return (
    <Facts>
      <Fact name={say.unit}>
        <PartyTag code={entry.party} /> {entry.name} · {type}
      </Fact>
      <Fact name={say.enters}>{where.join(" · ")}</Fact>
      <Fact name={say.case}>
        {sees ? (
          <Link href={`/incidents/${entry.incident_id}`}>{entry.reference}</Link>
        ) : (
          entry.reference
        )}{" "}
        · {kind.filter(Boolean).join(", ")}
      </Fact>
      <Fact name={say.basis}>{basisOf(entry)}</Fact>
      <Fact name={say.by}>{`${entry.asked_by.name} · ${time(entry.asked_at)}`}</Fact>
      <Fact name={say.of}>{entry.centre.name}</Fact>
      <Fact name={say.contact}>{entry.contact}</Fact>
      <Fact name={say.clear}>{time(entry.clear_from)}</Fact>
      <Fact name={say.valid}>{time(entry.valid_until)}</Fact>
      <Fact name={say.conditions}>{entry.conditions}</Fact>
      <Fact name={say.reason}>{entry.reason}</Fact>
      {entry.voice.map((said) => (
        <Fact key={said.recorded_at} name={said.function}>
          {words.voice.said(say.state[said.answer], utc(Date.parse(said.at), now), said.said)}
        </Fact>
      ))}
    </Facts>
  );
}

function basisOf({ basis, lead_minutes }: Clearance): string {
  const { agreement, article, version, instrument } = basis;
  const said = agreement ? say.article(article ?? "", agreement, version ?? 0) : (instrument ?? "");
  return lead_minutes ? `${said} · ${formWords.match.notice(minutes(lead_minutes))}` : said;
}

const ANSWERABLE = new Set(["asked", "acknowledged", "granted", "refused", "lapsed"]);

function Answering({ entry }: { entry: Clearance }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [doing, setDoing] = useState<EntryAct | null>(null);
  const unread = entry.state === "asked" || entry.state === "notified";
  const state = entry.territory === me.party && watches;
  const asker = entry.party === me.party && watches;
  const answers = state && ANSWERABLE.has(entry.state);
  const tell = () => act((key) => acknowledgeEntry(key, entry.id));
  useKey("a", state && unread ? tell : null);
  useKey("o", answers ? () => setDoing("grant") : null);
  return (
    <>
      <Trouble error={error} />
      {asker && ANSWERABLE.has(entry.state) && <Script entry={entry} />}
      {entry.territory === me.party && !watches && <p className="muted">{say.reader}</p>}
      <div className="main-act row">
        {state && unread && (
          <button type="button" className="main" disabled={busy} onClick={tell}>
            {say.acknowledge} <kbd>A</kbd>
          </button>
        )}
        {answers && (
          <button type="button" className={unread ? "" : "main"} onClick={() => setDoing("grant")}>
            {entry.state === "granted" ? say.grantAgain : say.grant} <kbd>O</kbd>
          </button>
        )}
        {answers && (
          <button type="button" className="grave" onClick={() => setDoing("refuse")}>
            {entry.state === "refused" ? say.refuseAgain : say.refuse}
          </button>
        )}
        {asker && (
          <>
            {(ANSWERABLE.has(entry.state) || unread) && !answeredHere(entry) && (
              <button type="button" onClick={() => setDoing("voice")}>
                {words.voice.write}
              </button>
            )}
            <button type="button" onClick={() => setDoing("withdraw")}>
              {say.withdraw}
            </button>
          </>
        )}
      </div>
      <Opening about={doing}>
        {doing && <EntryDialog doing={doing} entry={entry} onDone={() => setDoing(null)} />}
      </Opening>
    </>
  );
}
