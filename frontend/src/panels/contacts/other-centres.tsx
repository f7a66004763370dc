/** The centres of other parties, with the ways to reach each: whoever has to be called is found. */

import { useRef, useState } from "react";
import { localTime } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { useKey } from "@/ui/keys";
import { PartyTag } from "@/ui/party";
import { ContactLines } from "./contact-lines";
import { namedBy } from "./named-by";

const said = registerWords.contacts;
/** Nobody reads more of them: one types a name. */
const MOST = 60;

export function OtherCentres() {
  const me = useMe();
  const now = useNow(60_000);
  const picture = usePicture();
  const [typed, type] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useKey("/", () => input.current?.focus());
  const nameOf = (code: string) => partyName(picture, code);
  const others = [...picture.centre.values()].filter(({ party }) => party !== me.party);
  const found = others
    .filter((centre) => namedBy(typed, centre, nameOf(centre.party)))
    .sort(
      (one, other) =>
        nameOf(one.party).localeCompare(nameOf(other.party), "en") ||
        one.name.localeCompare(other.name, "en"),
    );
  return (
    <section className="stack" aria-label={said.others}>
      <h2>{said.others}</h2>
      <search>
        <label className="field">
          <span>
            {said.find} <kbd>/</kbd>
          </span>
          <input
            ref={input}
            type="search"
            value={typed}
            onChange={(event) => type(event.target.value)}
          />
        </label>
      </search>
      {found.length === 0 && <p className="empty">{said.notFound}</p>}
      <ul className="stack">
        {found.slice(0, MOST).map((centre) => (
          <li key={centre.id} className="card">
            <ContactLines
              centre={centre}
              head={
                <span className="row">
                  <PartyTag code={centre.party} /> {nameOf(centre.party)}
                  {centre.listed && <span className="alert strong">{formWords.ask.byVoice}</span>}
                  <span className="muted">
                    {[
                      words.clock.local(localTime(now, centre.time_zone)),
                      centre.languages.join(", "),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {found.length > MOST && <p className="muted">{said.more(found.length - MOST)}</p>}
    </section>
  );
}
