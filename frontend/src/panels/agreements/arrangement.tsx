/** An arrangement between centres as a text: taken away, edited elsewhere, and read back. */

import { useRef, useState } from "react";
import { arrangementOf, readArrangement } from "@/api/agreements";
import { Refused } from "@/api/refused";
import type { Agreement, ArrangementRead } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { go } from "@/state/route";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";

const said = registerWords.agreements.arrangement;

interface Sent {
  readonly file: Blob;
  readonly key: string;
}

export function Arrangement({ agreement }: { agreement: Agreement }) {
  const { id, reference, versions } = agreement;
  const sent = useRef<Sent | null>(null);
  const [busy, setBusy] = useState(false);
  const [read, setRead] = useState<ArrangementRead | null>(null);
  const [error, setError] = useState<unknown>(null);
  const newest = versions[0];
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (refused) {
      setError(refused);
      // What was refused is another intent when it is sent again.
      if (sent.current && refused instanceof Refused && !refused.unreachable)
        sent.current = { ...sent.current, key: uuid7() };
    } finally {
      setBusy(false);
    }
  };
  const choose = (chosen: File) =>
    attempt(async () => {
      setRead(null);
      const file = new Blob([await chosen.arrayBuffer()]);
      sent.current = { file, key: uuid7() };
      setRead(await readArrangement(uuid7(), id, file, true));
    });
  const keep = () =>
    attempt(async () => {
      if (!sent.current) return;
      await readArrangement(sent.current.key, id, sent.current.file, false);
      go(`/agreements/${id}`);
    });
  return (
    <div className="page stack">
      <h1>{said.title(reference)}</h1>
      <p className="words">{said.about}</p>
      {newest && (
        <p>
          <a href={arrangementOf(id, newest.number)} download>
            {said.take(newest.number)}
          </a>
        </p>
      )}
      <label className="field">
        <span>{said.file}</span>
        <input
          type="file"
          accept=".md,.txt,text/markdown,text/plain"
          disabled={busy}
          onChange={({ target: { files } }) => files?.[0] && void choose(files[0])}
        />
      </label>
      {busy && <p role="status">{words.loading}</p>}
      <Trouble error={error} />
      {read && <Report read={read} />}
      <div className="row">
        {read && read.not_understood.length === 0 && (
          <button type="button" className="main" disabled={busy} onClick={() => void keep()}>
            {said.keep}
          </button>
        )}
        <Link href={`/agreements/${id}`}>{said.back}</Link>
      </div>
    </div>
  );
}

function Report({ read }: { read: ArrangementRead }) {
  const { not_understood, changed, ignored } = read;
  return (
    <section className="stack" aria-label={said.report}>
      <p role="status">{said.read(read.fields, read.of_version)}</p>
      {not_understood.length > 0 && (
        <div className="problem stack tight" role="alert">
          <strong>{said.notUnderstood(not_understood.length + read.not_understood_more)}</strong>
          <ol className="sentences" aria-label={said.faults}>
            {not_understood.map(({ line, code, reason, stands }) => (
              <li key={`${line} ${code} ${reason}`}>
                <strong>{said.line(line)}</strong>
                <span className="words">
                  {reason}.{stands && <span className="muted"> {said.stands(stands)}</span>}
                </span>
              </li>
            ))}
          </ol>
          {read.not_understood_more > 0 && <p>{said.more(read.not_understood_more)}</p>}
        </div>
      )}
      <h3>{said.changes}</h3>
      {changed.length === 0 && <p className="muted">{said.noChange}</p>}
      <ul className="stack tight">
        {changed.map(({ mark, line, was, becomes }) => (
          <li key={mark} className="words">
            <strong>{mark}</strong> {said.change(was, becomes)}{" "}
            <span className="muted">{line === null ? said.gone : said.line(line)}</span>
          </li>
        ))}
      </ul>
      {read.changed_more > 0 && <p>{said.more(read.changed_more)}</p>}
      {read.words.length > 0 && (
        <>
          <h3>{said.words}</h3>
          <ul className="stack tight">
            {read.words.map(({ clause, title, changed: differs }) => (
              <li key={clause}>
                {clause}. {title} {differs && <strong>{said.differs}</strong>}
              </li>
            ))}
          </ul>
        </>
      )}
      {ignored.length > 0 && (
        <>
          <h3>{said.ignored}</h3>
          <ul className="stack tight">
            {ignored.map(({ line, text }) => (
              <li key={line} className="words">
                <strong>{said.line(line)}</strong> {text}
              </li>
            ))}
          </ul>
          {read.ignored_more > 0 && <p>{said.more(read.ignored_more)}</p>}
        </>
      )}
      <p className="muted words">{said.hash(read.sha256)}</p>
    </section>
  );
}
