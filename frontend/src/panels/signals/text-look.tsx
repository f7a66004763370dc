/** A text of distress as the server reads it before it is told: nothing is kept of it there. */

import "./text-look.css";
import { type ReactNode, useEffect, useState } from "react";
import { api, unwrap } from "@/api/client";
import type { DistressTextLook } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { ddm, utc } from "@/geo/format";
import { distressSignals } from "@/i18n/en-distress-signals";
import { useNow } from "@/state/hooks";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";

const said = distressSignals.look;
const PAUSE_MS = 600;
/** The server marks no more. */
const MOST_LINES = 400;

interface Looked {
  /** The text that was read. */
  readonly text: string;
  readonly look: DistressTextLook;
}

/** `onLeave`: somebody goes to a report or a case instead. */
export function TextLook({ text, onLeave }: { text: string; onLeave: () => void }) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { value, error, busy } = useFetched("look", rested, (signal) => looked(rested, signal));
  if (text.trim() === "") return null;
  const present = value?.text === text;
  const waits = busy || rested !== text;
  return (
    <section className="stack tight text-look" aria-label={said.title}>
      <h2>{said.title}</h2>
      {/* Told once it has come; a text that is being typed has none yet. */}
      <p role="status" className={value && present ? "" : "muted"}>
        {waits && !present
          ? value
            ? said.older
            : said.reading
          : value && present && summary(value.look)}
      </p>
      {!waits && error !== null && (
        <>
          <Trouble error={error} />
          <p className="muted">{said.none}</p>
        </>
      )}
      {value && (present || waits) && (
        <div className={present ? "stack tight" : "stack tight older"}>
          <Look look={value.look} onLeave={onLeave} />
        </div>
      )}
    </section>
  );
}

async function looked(text: string, signal: AbortSignal): Promise<Looked | null> {
  if (text.trim() === "") return null;
  // By which way it came changes nothing of how it is read.
  const body = { text, source: "other" } as const;
  const look = await unwrap(api.POST("/api/distress-reports/look", { body, signal }));
  // An answer that was overtaken is none, however late it was given up.
  signal.throwIfAborted();
  return { text, look };
}

function summary({ lines }: DistressTextLook): ReactNode {
  const unread = lines.filter(({ state }) => state === "unread").length;
  return (
    <strong className={unread > 0 ? "alert" : ""}>
      {unread > 0 ? said.unread(unread, lines.length) : said.allRead}
    </strong>
  );
}

interface Props {
  look: DistressTextLook;
  onLeave: () => void;
}

function Look({ look, onLeave }: Props) {
  return (
    <>
      <Rings look={look} onLeave={onLeave} />
      {look.is_test && <p className="alert">{said.test}</p>}
      {look.ending && <p className="alert">{said.ending[look.ending]}</p>}
      <Places look={look} />
      <Same look={look} onLeave={onLeave} />
      <Found look={look} />
      <h3>{said.lines}</h3>
      <ol className="marked-lines">
        {look.lines.map(({ text, state, gave }, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
          <li key={nth} className={state}>
            <span className="mark">{said.state[state]}</span>
            <span>
              <span className="words">{text}</span>
              {gave.length > 0 && (
                <small className="muted">
                  {" "}
                  {said.gives(gave.map((field) => said.field[field] ?? field).join(", "))}
                </small>
              )}
            </span>
          </li>
        ))}
      </ol>
      {look.lines.length >= MOST_LINES && <p className="alert">{said.atMost(MOST_LINES)}</p>}
    </>
  );
}

function Rings({ look: { rings, joins, positions }, onLeave }: Props) {
  const now = useNow(5_000);
  const { centre, region, by, last_known_at } = rings;
  const known = last_known_at === null ? "" : utc(Date.parse(last_known_at), now);
  const placed = positions.length > 0 || last_known_at !== null;
  return (
    <>
      <p>
        <strong>{said.rings(centre.name)}</strong>: {said.by[by](known)}
      </p>
      {by === "no_centre_joined" && known && <p className="muted">{said.lastKnown(known)}</p>}
      {region?.listed && <p className="alert">{distressSignals.callRegion(region.name)}</p>}
      {placed && !region && <p className="alert">{distressSignals.noRegion}</p>}
      {joins && (
        <p>
          {said.joins} {said.joinsRings}{" "}
          <Link href={`/signals/${joins}`} onClick={onLeave}>
            {said.toReport}
          </Link>
        </p>
      )}
    </>
  );
}

/** Another page closes the box; the text stays as its draft. */
function Same({ look: { same_as }, onLeave }: Props) {
  if (same_as.length === 0) return null;
  return (
    <div className="card stack tight">
      <strong>{said.same}</strong>
      <ul className="stack tight">
        {same_as.map(({ thing, id, name, same_identity, nm }) => (
          <li key={id}>
            <Link
              className="button"
              onClick={onLeave}
              href={thing === "incident" ? `/incidents/${id}` : `/signals/${id}`}
            >
              {name}
            </Link>{" "}
            {[same_identity && said.sameIdentity, nm !== null && said.away(Math.round(nm))]
              .filter(Boolean)
              .join(", ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Places({ look: { positions } }: { look: DistressTextLook }) {
  const now = useNow(5_000);
  const percent = (of: number | null) => (of === null ? "" : `, ${Math.round(of * 100)}\u00a0%`);
  if (positions.length === 0) return <p className="strong">{said.noPosition}</p>;
  return (
    <div>
      {positions.map(({ point, at, error_nm, doppler, probability }) => (
        <p key={`${ddm(point)} ${doppler}`}>
          <strong>{ddm(point)}</strong>, {at === null ? said.untimed : utc(Date.parse(at), now)}
          {doppler && `, ${said.doppler(doppler, percent(probability))}`}
          {error_nm >= 1 && `, ${said.within(Math.round(error_nm))}`}
        </p>
      ))}
    </div>
  );
}

function Found({ look }: { look: DistressTextLook }) {
  const now = useNow(5_000);
  return (
    <Facts>
      <Fact name={said.form}>{distressSignals.means[look.form]}</Fact>
      <Fact name={said.kindName}>{said.kind[look.kind]}</Fact>
      <Fact name={said.beacon}>{look.beacon_id}</Fact>
      <Fact name={said.mmsi}>{look.mmsi}</Fact>
      <Fact name={said.callsign}>{look.callsign}</Fact>
      <Fact name={said.craft}>{look.craft_name}</Fact>
      <Fact name={said.flag}>{look.flag}</Fact>
      <Fact name={said.persons}>{personsText(look.persons)}</Fact>
      <Fact name={said.natureName}>{look.nature && said.nature[look.nature]}</Fact>
      <Fact name={said.at}>{look.at && utc(Date.parse(look.at), now)}</Fact>
      <Fact name={said.number}>{look.message_number}</Fact>
    </Facts>
  );
}

function personsText(persons: DistressTextLook["persons"]): string | null {
  if (persons === null) return null;
  const { min, max } = persons;
  if (min !== null && max !== null) return min === max ? `${min}` : `${min}–${max}`;
  if (min !== null) return said.atLeast(min);
  return max === null ? null : said.atMostPersons(max);
}
