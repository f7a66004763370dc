/** The last takeover of the watch, and the form that takes it over by name and time. */

import { useState } from "react";
import { write } from "@/api/client";
import type { WatchTakeover } from "@/api/types";
import { utc } from "@/geo/format";
import { registerWords } from "@/i18n/register-words";
import { addressOf } from "@/panels/search";
import { useMay, useMe, useNow } from "@/state/hooks";
import { Form } from "@/ui/form";
import { Link } from "@/ui/link";

const said = registerWords.relief;

interface Props {
  last: WatchTakeover | null;
  /** The last entry of the record that the page shows. */
  read: number;
  onTaken: () => void;
}

export function Takeover({ last, read, onTaken }: Props) {
  const now = useNow(60_000);
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const [readTo, setReadTo] = useState(read);
  return (
    <section className="stack tight" aria-label={said.watch}>
      <p className="strong">
        {last
          ? said.taken(utc(Date.parse(last.at), now), last.name, last.from_whom, last.read_to)
          : said.nobody}
      </p>
      {last?.note && <p className="words">{last.note}</p>}
      {last && read > last.read_to && (
        <p>
          <Link href={since(last.read_to)}>{said.since(read - last.read_to)}</Link>
        </p>
      )}
      {watches && (
        <details
          key={last?.id}
          className="paper-acts"
          onToggle={(event) => event.currentTarget.open && setReadTo(read)}
        >
          <summary>{said.take}</summary>
          <p className="muted">{said.readTo(readTo)}</p>
          <Form
            draft={`relief.${me.centre_id}`}
            fields={[
              { name: "from", label: said.fromWhom, kind: "line" },
              { name: "note", label: said.note, kind: "line" },
            ]}
            main={said.takeAs(me.name)}
            send={(typed, key) =>
              write(key, "POST", "/api/watch-relief", {
                body: {
                  id: key,
                  read_to: readTo,
                  from_whom: typed.text("from"),
                  note: typed.text("note"),
                },
              })
            }
            onDone={onTaken}
          />
        </details>
      )}
    </section>
  );
}

/** The search of the record for all entries after that one. */
const since = (number: number) =>
  addressOf({ words: "", before: null, from: "", until: "", after: number });
