/** The authority that the State designates for entry beside its centres: called last. */

import { useState } from "react";
import { write } from "@/api/client";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";

const said = registerWords.people.entryAuthority;
const SEVERAL = /\s*;\s*/u;

export function EntryAuthority() {
  const me = useMe();
  const has = usePicture().party.get(me.party)?.entry_authority;
  const [naming, setNaming] = useState(false);
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{has ? said.is(has.function, has.numbers.join("; ")) : said.none}</p>
      <div className="row">
        <button type="button" onClick={() => setNaming(true)}>
          {said.name}
        </button>
      </div>
      {naming && (
        <FormDialog
          title={said.title}
          draft="entry-authority"
          focused
          fields={[
            {
              name: "function",
              label: said.function,
              kind: "line",
              required: true,
              initial: has?.function ?? "",
              hint: said.functionHint,
            },
            {
              name: "numbers",
              label: said.numbers,
              kind: "line",
              initial: has?.numbers.join("; ") ?? "",
              hint: said.numbersHint,
            },
          ]}
          main={said.name}
          send={(typed, key) =>
            write(key, "PUT", "/api/entry-authority", {
              body: {
                function: typed.text("function"),
                numbers: typed.text("numbers").split(SEVERAL).filter(Boolean),
              },
            })
          }
          onDone={() => setNaming(false)}
        />
      )}
    </section>
  );
}
