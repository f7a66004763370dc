/** The contacts of centres: one's own in the order in which they are tried, and all others'. */

import "../registers.css";
import { registerWords } from "@/i18n/register-words";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { ContactLines } from "./contact-lines";
import { ContactsForm } from "./contacts-form";
import { OtherCentres } from "./other-centres";
import { Particulars } from "./particulars";

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
          <ContactLines key={centre.id} centre={centre}>
            <Particulars centre={centre} />
          </ContactLines>
        ),
      )}
      <OtherCentres />
    </div>
  );
}
