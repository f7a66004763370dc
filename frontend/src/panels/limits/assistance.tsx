/** A State's own word on vessels of others that enter its territorial sea to assist. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Party } from "@/api/types";
import { words } from "@/i18n";
import { limits } from "@/i18n/en-limits";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";
import type { Field, Values } from "@/ui/values";
import { isDate } from "./is-date";

const said = limits.assistance;
const SERVICES = ["civil", "state", "military"] as const;

type Word = NonNullable<Party["assistance_entry"]>;

/** Its word, for every reader; nothing where it says nothing. */
export function AssistanceWord({ word }: { word: Word | null | undefined }) {
  if (!word) return null;
  return (
    <div className="card stack tight">
      <strong>{said.title}</strong>
      <ul>
        {SERVICES.map((one) => (
          <li key={one}>
            {said.of[one]}: {said.asks[word[one] ?? "nothing"]}
          </li>
        ))}
      </ul>
      <span className="muted">
        {[limits.deposited(word.source, word.dated_on), word.note].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}

/** The own State's word, and how its administrator states it, anew, or withdraws it. */
export function OwnAssistance({ administers }: { administers: boolean }) {
  const { party } = useMe();
  const word = usePicture().party.get(party)?.assistance_entry;
  const [doing, setDoing] = useState<"state" | "withdraw" | null>(null);
  const done = () => setDoing(null);
  return (
    <div className="stack tight">
      <h3>{said.title}</h3>
      <p className="muted">{said.about}</p>
      {word ? <AssistanceWord word={word} /> : <p className="empty">{said.none}</p>}
      {administers && (
        <div className="row">
          <button type="button" onClick={() => setDoing("state")}>
            {word ? said.anew : said.state}
          </button>
          {word && (
            <button type="button" className="grave" onClick={() => setDoing("withdraw")}>
              {said.withdraw}
            </button>
          )}
        </div>
      )}
      {doing === "state" && <Stating word={word ?? null} onDone={done} />}
      {doing === "withdraw" && (
        <FormDialog
          title={said.withdraw}
          draft="assistance.withdraw"
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={said.withdraw}
          send={(typed, key) =>
            write(key, "POST", "/api/assistance-entry/withdraw", {
              body: { reason: typed.text("reason") },
            })
          }
          onDone={done}
        >
          <p>{said.withdrawAbout}</p>
        </FormDialog>
      )}
    </div>
  );
}

const fieldsOf = (word: Word | null): readonly Field[] => [
  ...SERVICES.map(
    (one): Field => ({
      name: one,
      label: said.of[one],
      kind: "choice",
      required: true,
      wide: true,
      initial: word?.[one] ?? "nothing",
      options: Object.entries(said.asks),
    }),
  ),
  {
    name: "source",
    label: said.source,
    kind: "line",
    required: true,
    wide: true,
    hint: said.sourceHint,
    initial: word?.source ?? "",
  },
  {
    name: "dated_on",
    label: said.on,
    kind: "line",
    required: true,
    hint: limits.form.onHint,
    initial: word?.dated_on ?? "",
    check: (text) => (isDate(text) ? null : limits.form.notDate),
  },
  { name: "note", label: limits.form.note, kind: "line", wide: true, initial: word?.note ?? "" },
];

function Stating({ word, onDone }: { word: Word | null; onDone: () => void }) {
  const asked = (typed: Values, name: (typeof SERVICES)[number]) => {
    const chosen = typed.text(name);
    return chosen === "notice" || chosen === "request" ? chosen : null;
  };
  return (
    <FormDialog
      title={said.title}
      draft="assistance.state"
      focused
      fields={fieldsOf(word)}
      main={said.main}
      send={(typed, key) =>
        write(key, "PUT", "/api/assistance-entry", {
          body: {
            civil: asked(typed, "civil"),
            state: asked(typed, "state"),
            military: asked(typed, "military"),
            source: typed.text("source"),
            dated_on: typed.text("dated_on"),
            note: typed.text("note"),
          },
        })
      }
      onDone={onDone}
    >
      <p>{said.stateAbout}</p>
    </FormDialog>
  );
}
