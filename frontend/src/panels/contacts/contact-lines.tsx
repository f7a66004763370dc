/** The ways to reach a centre, in the order in which its contacts are tried. */

import type { ReactNode } from "react";
import type { Centre } from "@/api/types";
import { registerWords } from "@/i18n/register-words";

const said = registerWords.contacts;

interface Props {
  centre: Centre;
  /** Stands below its name. */
  head?: ReactNode;
}

export function ContactLines({ centre, head }: Props) {
  return (
    <section className="stack tight" aria-label={centre.name}>
      {head === undefined ? <h2>{centre.name}</h2> : <h3>{centre.name}</h3>}
      {head}
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
