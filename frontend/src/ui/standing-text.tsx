/** A ready-made text as it stands now: read again by itself, and copied as of an instant. */

import { useState } from "react";
import { isUnreachable } from "@/api/refused";
import type { TranslatedText } from "@/api/types";
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
  /** The things that the text rests on besides. */
  basis: readonly unknown[];
  read: (signal: AbortSignal) => Promise<string | TranslatedText>;
}

export function StandingText({ about, version, basis, read }: Props) {
  const { value, error } = useRefreshed(about, version, basis, (signal) =>
    read(signal).then((told) =>
      typeof told === "string"
        ? { text: told, in_other_language: null, left_out: null, atMs: nowMs() }
        : { ...told, atMs: nowMs() },
    ),
  );
  if (error && !(value && isUnreachable(error))) return <Trouble error={error} />;
  if (value === null) return <p role="status">{words.loading}</p>;
  return (
    <div className="stack tight">
      <AsOf atMs={value.atMs} isOld={Boolean(error)} />
      <Copying key={about} text={value.text} atMs={value.atMs} />
      <pre className="words">{wholeLines(value.text)}</pre>
      <InOtherLanguage about={about} of={value} atMs={value.atMs} />
    </div>
  );
}

/** The text beneath the English, for a screen or an e-mail; or that none may leave. */
function InOtherLanguage({
  about,
  of: { in_other_language: other, left_out },
  atMs,
}: {
  about: string;
  of: TranslatedText;
  atMs: number;
}) {
  if (left_out === "not_reviewed" || left_out === "no_catalogue")
    return <p className="muted">{formWords.text.noOther[left_out]}</p>;
  if (!other) return null;
  const name = formWords.text.languages[other.language];
  return (
    <section className="stack tight" aria-label={name}>
      <strong>{other.reviewed ? name : formWords.text.notReviewed(name)}</strong>
      <Copying key={`${about} ${other.language}`} text={other.body} atMs={atMs} />
      <pre className="words" lang={other.language} dir={other.direction}>
        {other.body}
      </pre>
    </section>
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
        {formWords.text.copy}
      </button>
      {time && (
        <span className={changed ? "alert strong" : "muted"}>
          {changed ? formWords.text.changed(time) : formWords.text.copiedAsOf(time)}
        </span>
      )}
    </div>
  );
}
