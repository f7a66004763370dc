/** One account: what it may be where, and what an administrator can do with it. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Person } from "@/api/types";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { usePicture } from "@/state/hooks";
import { withoutPosting } from "@/state/postings";
import { Fact, Facts } from "@/ui/facts";
import { FormDialog } from "@/ui/form";
import { Sure } from "@/ui/sure";
import { rolesText } from "./labels";
import type { NewPassword } from "./new-password";
import { ChangePosting, useNewPassword } from "./person-forms";

const said = registerWords.people;

interface Props {
  person: Person;
  onChanged: () => void;
  onTold: (told: NewPassword) => void;
}

export function OnePerson({ person, onChanged, onTold }: Props) {
  const [doing, setDoing] = useState<"rename" | "reset" | "close" | "add" | null>(null);
  const done = () => setDoing(null);
  const { name, sign_in_as, created_at, disabled_at, version } = person;
  return (
    <section className="stack" aria-label={name}>
      <h2>{name}</h2>
      <Facts>
        <Fact name={said.signInAs}>{sign_in_as}</Fact>
        <Fact name={said.since}>{dated(created_at)}</Fact>
        <Fact name={said.state}>{disabled_at ? said.closed(dated(disabled_at)) : said.open}</Fact>
      </Facts>
      <Postings person={person} onChanged={onChanged} />
      {!disabled_at && (
        <div className="row">
          <button type="button" onClick={() => setDoing("add")}>
            {said.addPosting}
          </button>
          <button type="button" onClick={() => setDoing("rename")}>
            {said.rename}
          </button>
          <button type="button" onClick={() => setDoing("reset")}>
            {said.reset}
          </button>
          <button type="button" className="grave" onClick={() => setDoing("close")}>
            {said.close}
          </button>
        </div>
      )}
      {doing === "add" && (
        <ChangePosting person={person} centreId={null} onChanged={onChanged} onDone={done} />
      )}
      {doing === "rename" && (
        <FormDialog
          title={said.rename}
          draft={`person-name.${person.id}.${version}`}
          fields={[{ name: "name", label: said.name, kind: "line", required: true, initial: name }]}
          main={formWords.form.save}
          send={async (typed, key) => {
            const postings = withoutPosting(person, "");
            await write(key, "PUT", "/api/people/{person_id}", {
              path: { person_id: person.id },
              version,
              body: { name: typed.text("name"), postings },
            });
            onChanged();
          }}
          onDone={done}
        />
      )}
      {doing === "reset" && <Reset person={person} onTold={onTold} onDone={done} />}
      {doing === "close" && (
        <Sure
          title={said.close}
          main={said.close}
          act={(key) =>
            write(key, "DELETE", "/api/people/{person_id}", { path: { person_id: person.id } })
          }
          onDone={() => {
            done();
            onChanged();
          }}
          onCancel={done}
        >
          <p>{said.closeSure(name)}</p>
        </Sure>
      )}
    </section>
  );
}

function Reset({ person, onTold, onDone }: Omit<Props, "onChanged"> & { onDone: () => void }) {
  const password = useNewPassword();
  return (
    <Sure
      title={said.reset}
      main={said.reset}
      act={(key) =>
        write(key, "PUT", "/api/people/{person_id}/password", {
          path: { person_id: person.id },
          body: { password },
        })
      }
      onDone={() => {
        onDone();
        onTold({ login: person.sign_in_as, password });
      }}
      onCancel={onDone}
    >
      <p>{said.resetSure(person.name)}</p>
    </Sure>
  );
}

function Postings({ person, onChanged }: Omit<Props, "onTold">) {
  const { centre } = usePicture();
  const [doing, setDoing] = useState<{ change: boolean; centreId: string } | null>(null);
  const done = () => setDoing(null);
  const nameOf = (id: string) => centre.get(id)?.name ?? words.unknown;
  return (
    <ul className="stack tight" aria-label={said.where}>
      {person.postings.map(({ centre_id, roles }) => (
        <li key={centre_id} className="row apart">
          <span>{said.posting(nameOf(centre_id), rolesText(roles))}</span>
          {!person.disabled_at && (
            <span className="row">
              <button type="button" onClick={() => setDoing({ change: true, centreId: centre_id })}>
                {said.change}
              </button>
              {person.postings.length > 1 ? (
                <button
                  type="button"
                  className="grave"
                  onClick={() => setDoing({ change: false, centreId: centre_id })}
                >
                  {said.endPosting}
                </button>
              ) : (
                <span className="muted">{said.lastPosting}</span>
              )}
            </span>
          )}
        </li>
      ))}
      {doing?.change && (
        <ChangePosting
          person={person}
          centreId={doing.centreId}
          onChanged={onChanged}
          onDone={done}
        />
      )}
      {doing && !doing.change && (
        <Sure
          title={said.endPosting}
          main={said.endPosting}
          act={(key) =>
            write(key, "PUT", "/api/people/{person_id}", {
              path: { person_id: person.id },
              version: person.version,
              body: {
                name: person.name,
                postings: withoutPosting(person, doing.centreId),
              },
            })
          }
          onDone={() => {
            done();
            onChanged();
          }}
          onCancel={done}
        >
          <p>{said.endPostingSure(person.name, nameOf(doing.centreId))}</p>
        </Sure>
      )}
    </ul>
  );
}
