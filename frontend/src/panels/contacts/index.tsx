/** The contacts of the own party's centres, in the order in which they are tried. */

import "../registers.css";
import type { Centre } from "@/api/types";
import { registerWords } from "@/i18n/register-words";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { ContactsForm } from "./contacts-form";

const said = registerWords.contacts;

export default function Contacts() {
  const me = useMe();
  const administers = useMay("admin");
  const own = [...usePicture().centre.values()]
    .filter(({ party }) => party === me.party)
    .sort((one, other) => one.name.localeCompare(other.name));
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{administers ? said.order : `${said.order} ${said.admins}`}</p>
      {own.map((centre) =>
        administers && !centre.retired_at ? (
          <ContactsForm key={`${centre.id} ${centre.version}`} centre={centre} />
        ) : (
          <ContactLines key={centre.id} centre={centre} />
        ),
      )}
    </div>
  );
}

/** For everybody of the party: who is reached how. */
function ContactLines({ centre }: { centre: Centre }) {
  return (
    <section className="stack tight" aria-label={centre.name}>
      <h2>{centre.name}</h2>
      {centre.retired_at && <p className="alert">{said.retired}</p>}
      {centre.contacts.length === 0 && <p className="alert">{said.none}</p>}
      <ol>
        {centre.contacts.map((one) => (
          <li key={`${one.channel} ${one.value}`}>
            {said.line(
              said.channel[one.channel as keyof typeof said.channel] ?? String(one.channel),
              String(one.value),
            )}{" "}
            <small className="muted">
              {[
                one.language,
                one.hours && said.within(String(one.hours)),
                one.verified_on ? said.verified(String(one.verified_on)) : said.unverified,
                one.in_exercises && said.inExercises,
              ]
                .filter(Boolean)
                .join(", ")}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
