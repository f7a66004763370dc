/** The contacts of a centre, in the order in which they are tried. */

import type { Centre } from "@/api/types";
import { registerWords } from "@/i18n/register-words";

const said = registerWords.contacts;

export function ContactList({ centre }: { centre: Centre }) {
  if (centre.contacts.length === 0) return <p className="alert">{said.none}</p>;
  return (
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
  );
}
