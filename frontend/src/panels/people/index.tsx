/** People and keys of the own party, kept by its administrators. */

import "../registers.css";
import { useState } from "react";
import { readKeys, readPeople } from "@/api/people";
import type { Person } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import type { PanelProps } from "@/panels/panel";
import { useMay } from "@/state/hooks";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { useSteps } from "@/ui/row-keys";
import { Trouble } from "@/ui/trouble";
import { type Column, VirtualTable } from "@/ui/virtual-table";
import { EntryAuthority, FocalPoint } from "./designated";
import { rolesText } from "./labels";
import { Keys } from "./machine-keys";
import type { NewPassword } from "./new-password";
import { OnePerson } from "./person";
import { AddPerson } from "./person-forms";
import { Secret } from "./secret";
import { WatchActs } from "./watch-acts";

const said = registerWords.people;

export default function People({ rest }: PanelProps) {
  return useMay("admin") ? <Register chosen={rest || null} /> : <Nothing why={said.notYours} />;
}

function Register({ chosen }: { chosen: string | null }) {
  const people = useFetched("people", 0, readPeople);
  const keys = useFetched("keys", 0, readKeys);
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<NewPassword | null>(null);
  const rows = people.value ?? [];
  const one = rows.find(({ id }) => id === chosen) ?? null;
  useSteps(
    "/people",
    rows.map(({ id }) => id),
    chosen,
  );
  return (
    <div className={one ? "page short" : "page"}>
      <div className="row apart">
        <h1>{said.title}</h1>
        <button type="button" onClick={() => setAdding(true)}>
          {said.add}
        </button>
      </div>
      <Trouble error={people.error} />
      {people.busy && !people.value && <p role="status">{words.loading}</p>}
      {rows.length > 0 && (
        <VirtualTable label={said.people} rows={rows} columns={COLUMNS} chosen={chosen} />
      )}
      {chosen && people.value && !one && <p className="empty">{said.gone}</p>}
      {one && <OnePerson key={one.id} person={one} onChanged={people.again} onTold={setTold} />}
      <Trouble error={keys.error} />
      {keys.value && <Keys keys={keys.value} onChanged={keys.again} />}
      <WatchActs />
      <FocalPoint />
      <EntryAuthority />
      {adding && (
        <AddPerson
          onAdded={(added) => {
            setTold(added);
            people.again();
          }}
          onDone={() => setAdding(false)}
        />
      )}
      {told && !adding && (
        <Secret
          title={said.password}
          secret={told.password}
          about={said.tellPassword(told.login)}
          onClose={() => setTold(null)}
        />
      )}
    </div>
  );
}

const COLUMNS: readonly Column<Person>[] = [
  {
    name: "login",
    title: said.signInAs,
    cell: ({ id, sign_in_as }) => <Link href={`/people/${id}`}>{sign_in_as}</Link>,
  },
  { name: "name", title: said.name, cell: ({ name }) => name },
  {
    name: "where",
    title: said.where,
    extra: true,
    grows: true,
    cell: ({ postings }) => postings.map(({ roles }) => rolesText(roles)).join("; "),
  },
  {
    name: "state",
    title: said.state,
    cell: ({ disabled_at }) => (
      <span className={disabled_at ? "muted" : "good"}>
        {disabled_at ? said.closed(dated(disabled_at)) : said.open}
      </span>
    ),
  },
];
