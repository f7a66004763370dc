/** A ready-made text as it stands now: read again by itself, and copied as of an instant. */

import { useState } from "react";
import { isUnreachable } from "@/api/refused";
import { useRefreshed } from "@/data/refreshed";
import { age, utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { useNow } from "@/state/hooks";
import { isToldAs, wholeLines } from "./told-as";
import { Trouble } from "./trouble";

interface Props {
  /** Names the text; another begins anew. */
  about: string;
  /** Rises when the text is surely another. */
  version: number;
  /** What the text rests on beside. */
  basis: readonly unknown[];
  read: (signal: AbortSignal) => Promise<string>;
}

export function StandingText({ about, version, basis, read }: Props) {
  const { value, error } = useRefreshed(about, version, basis, (signal) =>
    read(signal).then((text) => ({ text, atMs: nowMs() })),
  );
  if (error && !(value && isUnreachable(error))) return <Trouble error={error} />;
  if (value === null) return <p role="status">{words.loading}</p>;
  return (
    <div className="stack tight">
      <AsOf atMs={value.atMs} isOld={Boolean(error)} />
      <Copying key={about} text={value.text} atMs={value.atMs} />
      <pre className="words">{wholeLines(value.text)}</pre>
    </div>
  );
}

function AsOf({ atMs, isOld }: { atMs: number; isOld: boolean }) {
  const now = useNow(5_000);
  const time = utc(atMs, now);
  return (
    <p className={isOld ? "alert strong" : "muted"} role={isOld ? "status" : undefined}>
      {isOld ? formWords.text.old(time, age(now - atMs)) : formWords.text.asOf(time)}
    </p>
  );
}

/** Copies a text; says as of when it was copied, and that it has become another since. */
export function Copying({ text, atMs }: { text: string; atMs: number }) {
  const [copied, setCopied] = useState<{ text: string; atMs: number } | null>(null);
  const now = useNow(60_000);
  if (!navigator.clipboard) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied({ text, atMs }));
  const changed = copied !== null && !isToldAs(copied.text, text);
  const time = copied && utc(copied.atMs, now);
  return (
    <div className="row" role="status">
      <button type="button" className={changed ? "main" : undefined} onClick={copy}>
        {words.text.copy}
      </button>
      {time && (
        <span className={changed ? "alert strong" : "muted"}>
          {changed ? formWords.text.changed(time) : formWords.text.copiedAsOf(time)}
        </span>
      )}
    </div>
  );
}
