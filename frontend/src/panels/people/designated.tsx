/** The offices that the party designates once: for the missing and the dead, and for entry. */

import { type ReactNode, useState } from "react";
import { write } from "@/api/client";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";
import type { Field, Values } from "@/ui/values";

const { focalPoint, entryAuthority } = registerWords.people;
const SEVERAL = /\s*;\s*/u;

function useOwnParty() {
  const me = useMe();
  return usePicture().party.get(me.party);
}

/** The focal point for the missing and the dead: called where nobody took a list. */
export function FocalPoint() {
  const has = useOwnParty()?.focal_point;
  return (
    <Designated
      draft="focal-point"
      said={focalPoint}
      fields={[
        {
          name: "office",
          label: focalPoint.office,
          kind: "line",
          required: true,
          hint: focalPoint.officeHint,
        },
        { name: "contact", label: focalPoint.contact, kind: "line", required: true },
      ]}
      send={(typed, key) =>
        write(key, "PUT", "/api/focal-point", {
          body: { office: typed.text("office"), contact: typed.text("contact") },
        })
      }
    >
      {has && focalPoint.is(has.office, has.contact)}
    </Designated>
  );
}

/** The authority that the State designates for entry beside its centres: called last. */
export function EntryAuthority() {
  const has = useOwnParty()?.entry_authority;
  return (
    <Designated
      draft="entry-authority"
      said={entryAuthority}
      fields={[
        {
          name: "function",
          label: entryAuthority.function,
          kind: "line",
          required: true,
          initial: has?.function ?? "",
          hint: entryAuthority.functionHint,
        },
        {
          name: "numbers",
          label: entryAuthority.numbers,
          kind: "line",
          initial: has?.numbers.join("; ") ?? "",
          hint: entryAuthority.numbersHint,
        },
      ]}
      send={(typed, key) =>
        write(key, "PUT", "/api/entry-authority", {
          body: {
            function: typed.text("function"),
            numbers: typed.text("numbers").split(SEVERAL).filter(Boolean),
          },
        })
      }
    >
      {has && entryAuthority.is(has.function, has.numbers.join("; "))}
    </Designated>
  );
}

type DesignatedProps = {
  draft: string;
  said: { title: string; none: string; name: string };
  fields: readonly Field[];
  send: (typed: Values, key: string) => Promise<unknown>;
  /** The designation, in a line; nothing: nobody is. */
  children: ReactNode;
};

function Designated({ draft, said, fields, send, children }: DesignatedProps) {
  const [naming, setNaming] = useState(false);
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{children || said.none}</p>
      <div className="row">
        <button type="button" onClick={() => setNaming(true)}>
          {said.name}
        </button>
      </div>
      {naming && (
        <FormDialog
          title={said.title}
          draft={draft}
          focused
          fields={fields}
          main={said.name}
          send={send}
          onDone={() => setNaming(false)}
        />
      )}
    </section>
  );
}
