/** The doubts of a position in words, when it was received, and the rulings that a person gives. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Position } from "@/api/types";
import { minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { positionDoubt as said } from "@/i18n/en-position-doubt";
import { positions } from "@/state/desk";
import {
  type Doubt,
  type DoubtedPlace,
  laterDoubt,
  mayRule,
  type Ruling,
  receivedLateMs,
  rulingsOf,
} from "@/state/doubted-fix";
import { useMe } from "@/state/hooks";
import { Dialog } from "./dialog";
import { Form } from "./form";
import { useKey } from "./keys";

interface Props {
  readonly position: DoubtedPlace;
  readonly now: number;
}

interface WordsProps extends Props {
  /** A person's word counts on it: not of vessels off the air. */
  readonly isRuled?: boolean;
}

/** Nothing for one that nobody doubts and that came at about its time. */
export function DoubtWords({ position, now, isRuled = true }: WordsProps) {
  const later = laterDoubt(position);
  const time = (at: string) => utc(Date.parse(at), now);
  return (
    <>
      {position.doubt && (
        <span className="alert strong">
          {said.suspect(said.why[position.doubt])} {isRuled && said.untilSaid}
        </span>
      )}
      {later && (
        <span className="alert strong">
          {later.doubt === null
            ? said.notBelieved(time(later.at))
            : position.doubt
              ? said.doubtedToo(time(later.at), whyOf(later))
              : said.doubted(time(later.at), whyOf(later), time(position.at))}
        </span>
      )}
      <ReceivedWords position={position} now={now} />
    </>
  );
}

/** The instant at which it came, where that differs from its own. */
export function ReceivedWords({ position, now }: Props) {
  const late = receivedLateMs(position);
  if (late === null) return null;
  const at = utc(Date.parse(position.received_at ?? ""), now);
  const span = minutes(Math.max(1, Math.abs(late) / 60_000));
  return <span className="muted">{late > 0 ? said.received(at, span) : said.early(at, span)}</span>;
}

/** The reason for which a point of a track is doubted. */
export const doubtText = (doubt: Doubt | null) => (doubt ? said.why[doubt] : said.unknown);

function whyOf({ doubt, nm, spanMs }: NonNullable<ReturnType<typeof laterDoubt>>): string {
  if (nm === null || nm < 0.1) return doubtText(doubt);
  const far = nm < 10 ? nm.toFixed(1) : String(Math.round(nm));
  if (doubt === "teleport") return said.jump(far, minutes(Math.max(1, spanMs / 60_000)));
  return said.away(far, doubtText(doubt));
}

interface RulingProps extends Props {
  readonly position: Position;
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly onRuled?: () => void;
}

/** For the owner's watch and registrars. */
export function DoubtRulings({ id, name, isOwn, position, now, onRuled }: RulingProps) {
  const { roles } = useMe();
  const [giving, setGiving] = useState<Ruling | null>(null);
  const rulings = mayRule(isOwn, roles) ? rulingsOf(position) : [];
  const first = (verb: Ruling["verb"]) => rulings.find((one) => one.verb === verb) ?? null;
  const [believe, doubt] = [first("believe"), first("doubt")];
  useKey("b", believe && (() => setGiving(believe)));
  useKey("x", doubt && (() => setGiving(doubt)));
  const keyOf = (one: Ruling) => (one === believe ? "B" : one === doubt ? "X" : null);
  const done = () => setGiving(null);
  if (rulings.length === 0 && !giving) return null;
  return (
    <div className="row">
      {rulings.map((one) => (
        <button key={labelOf(one, now)} type="button" onClick={() => setGiving(one)}>
          {labelOf(one, now)} {keyOf(one) && <kbd>{keyOf(one)}</kbd>}
        </button>
      ))}
      {giving && (
        <Dialog title={said.title(labelOf(giving, now), name)} onClose={done}>
          <p className="muted">{aboutOf(giving, now)}</p>
          <Form
            draft={`ruling.${id}.${giving.verb}.${giving.at}`}
            fields={[
              {
                name: "reason",
                label: words.why,
                kind: "line",
                required: true,
                hint: said.reasonHint,
              },
            ]}
            main={labelOf(giving, now)}
            focused
            send={async (typed, key) => {
              const reason = typed.text("reason");
              const path = { asset_id: id };
              const { position: shown } = await (giving.verb === "doubt"
                ? write(key, "POST", "/api/assets/{asset_id}/position/doubt", {
                    path,
                    body: { reason },
                  })
                : write(key, "POST", "/api/assets/{asset_id}/position/believe", {
                    path,
                    body: { reason, at: giving.at ?? position.at },
                  }));
              if (shown) positions.set(new Map(positions.get()).set(id, shown));
            }}
            onDone={() => {
              done();
              onRuled?.();
            }}
            onCancel={done}
          />
        </Dialog>
      )}
    </div>
  );
}

function labelOf({ verb, at }: Ruling, now: number): string {
  if (verb === "doubt") return said.disbelieve;
  return at ? said.believe(utc(Date.parse(at), now)) : said.believeShown;
}

function aboutOf({ verb, at }: Ruling, now: number): string {
  if (verb === "doubt") return said.disbelieving;
  return at ? said.believing(utc(Date.parse(at), now)) : said.believingShown;
}
