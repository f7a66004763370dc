/** Capabilities of a party's own, which a registrar adds and refines, and those of others' assets. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Capability } from "@/api/types";
import { registerWords } from "@/i18n/register-words";
import { useMay, useMe } from "@/state/hooks";
import { FormDialog } from "@/ui/form";
import { Sure } from "@/ui/sure";
import type { Field, Values } from "@/ui/values";

const said = registerWords.capabilities;

interface Props {
  known: readonly Capability[];
  onDone: () => void;
}

export function OwnCapabilities({ known, onDone }: Props) {
  const { party } = useMe();
  const registers = useMay("registrar");
  const own = known.filter((one) => one.party === party);
  const others = known.filter((one) => one.party && one.party !== party);
  return (
    <>
      <section aria-label={said.title}>
        <div className="row apart">
          <h2>{said.title}</h2>
          {registers && <Adding onDone={onDone} />}
        </div>
        <p className="muted words">{said.about}</p>
        <List known={own}>
          {(one) => registers && !one.withdrawn_at && <Acts one={one} onDone={onDone} />}
        </List>
      </section>
      {others.length > 0 && (
        <section aria-label={said.others}>
          <h2>{said.others}</h2>
          <List known={others} />
        </section>
      )}
    </>
  );
}

interface ListProps {
  known: readonly Capability[];
  children?: (one: Capability) => React.ReactNode;
}

function List({ known, children }: ListProps) {
  if (known.length === 0) return null;
  return (
    <ul className="stack tight">
      {known.map((one) => (
        <li key={one.code}>
          <strong>
            <code>{one.code}</code> {one.name}
          </strong>{" "}
          {one.withdrawn_at && <span className="alert">{said.withdrawn}</span>}
          <div className="muted words">{`${one.meaning} · ${one.source}`}</div>
          {children?.(one)}
        </li>
      ))}
    </ul>
  );
}

const wordFields = (one?: Capability): Field[] => [
  { name: "name", label: said.name, kind: "line", required: true, initial: one?.name ?? "" },
  {
    name: "meaning",
    label: said.meaning,
    hint: said.meaningHint,
    kind: "line",
    wide: true,
    required: true,
    initial: one?.meaning ?? "",
  },
  {
    name: "source",
    label: said.source,
    hint: said.sourceHint,
    kind: "line",
    wide: true,
    required: true,
    initial: one?.source ?? "",
  },
];

const wordsOf = (typed: Values) => ({
  name: typed.text("name"),
  meaning: typed.text("meaning"),
  source: typed.text("source"),
});

function Adding({ onDone }: { onDone: () => void }) {
  const { party } = useMe();
  const [isOpen, setOpen] = useState(false);
  const code = { name: "code", label: said.code, hint: said.codeHint(party), required: true };
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {said.add}
      </button>
      {isOpen && (
        <FormDialog
          title={said.add}
          draft="capability.new"
          fields={[{ ...code, kind: "line" }, ...wordFields()]}
          main={said.add}
          send={(typed, key) =>
            write(key, "POST", "/api/capabilities", {
              body: { code: typed.text("code").toLowerCase(), ...wordsOf(typed) },
            })
          }
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      )}
    </>
  );
}

function Acts({ one, onDone }: { one: Capability; onDone: () => void }) {
  const [doing, setDoing] = useState<"refine" | "withdraw" | null>(null);
  const stop = () => setDoing(null);
  const done = () => {
    stop();
    onDone();
  };
  const version = one.version ?? 0;
  return (
    <div className="row">
      <button type="button" onClick={() => setDoing("refine")}>
        {said.refine}
        <span className="hidden"> {one.code}</span>
      </button>
      <button type="button" className="grave" onClick={() => setDoing("withdraw")}>
        {said.withdraw}
        <span className="hidden"> {one.code}</span>
      </button>
      {doing === "refine" && (
        <FormDialog
          title={`${said.refine}: ${one.code}`}
          draft={`capability.${one.code}.${version}`}
          fields={wordFields(one)}
          main={said.save}
          send={(typed, key) =>
            write(key, "PATCH", "/api/capabilities/{code}", {
              path: { code: one.code },
              version,
              body: wordsOf(typed),
            })
          }
          onDone={done}
        />
      )}
      {doing === "withdraw" && (
        <Sure
          title={`${said.withdraw}: ${one.code}`}
          main={said.withdraw}
          act={(key) =>
            write(key, "POST", "/api/capabilities/{code}/withdraw", {
              path: { code: one.code },
              version,
            })
          }
          onDone={done}
          onCancel={stop}
        >
          <p>{said.withdrawSure(one.name)}</p>
        </Sure>
      )}
    </div>
  );
}
