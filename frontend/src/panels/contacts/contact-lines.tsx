/** The ways to reach a centre, in the order in which its contacts are tried. */

import type { ReactNode } from "react";
import type { Centre } from "@/api/types";
import { registerWords } from "@/i18n/register-words";
import { ContactList } from "@/ui/contact-list";

const said = registerWords.contacts;

interface Props {
  centre: Centre;
  /** Stands below its name. */
  head?: ReactNode;
  /** Stands before its contacts. */
  children?: ReactNode;
}

export function ContactLines({ centre, head, children }: Props) {
  return (
    <section className="stack tight" aria-label={centre.name}>
      {head === undefined ? <h2>{centre.name}</h2> : <h3>{centre.name}</h3>}
      {head}
      {centre.retired_at && <p className="alert">{said.retired}</p>}
      {children}
      <ContactList centre={centre} />
    </section>
  );
}
