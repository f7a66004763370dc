/** The party's focal point for the missing and the dead: who is called where nobody took a list. */

import { useState } from "react";
import { write } from "@/api/client";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";

const said = registerWords.people.focalPoint;

export function FocalPoint() {
  const me = useMe();
  const has = usePicture().party.get(me.party)?.focal_point;
  const [naming, setNaming] = useState(false);
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{has ? said.is(has.office, has.contact) : said.none}</p>
      <div className="row">
        <button type="button" onClick={() => setNaming(true)}>
          {said.name}
        </button>
      </div>
      {naming && (
        <FormDialog
          title={said.title}
          draft="focal-point"
          focused
          fields={[
            {
              name: "office",
              label: said.office,
              kind: "line",
              required: true,
              hint: said.officeHint,
            },
            { name: "contact", label: said.contact, kind: "line", required: true },
          ]}
          main={said.name}
          send={(typed, key) =>
            write(key, "PUT", "/api/focal-point", {
              body: { office: typed.text("office"), contact: typed.text("contact") },
            })
          }
          onDone={() => setNaming(false)}
        />
      )}
    </section>
  );
}
