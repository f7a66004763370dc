/** Forms that add a person and set the roles held at a centre. */

import { useRef } from "react";
import { write } from "@/api/client";
import type { Person, Role } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { passwordOf, withPosting } from "@/state/postings";
import { FormDialog } from "@/ui/form";
import type { Field, Values } from "@/ui/values";
import { PERSON_ROLES, ROLES } from "./labels";
import type { NewPassword } from "./new-password";

const said = registerWords.people;

/** One password as long as the form is open: who sends again sends the same. */
export function useNewPassword(): string {
  const made = useRef<string | null>(null);
  made.current ??= passwordOf(crypto.getRandomValues(new Uint8Array(16)));
  return made.current;
}

interface AddProps {
  onAdded: (told: NewPassword) => void;
  onDone: () => void;
}

export function AddPerson({ onAdded, onDone }: AddProps) {
  const password = useNewPassword();
  const centre = useCentre();
  return (
    <FormDialog
      title={said.add}
      draft="person.new"
      focused
      fields={[
        { name: "login", label: said.login, kind: "line", required: true, hint: said.loginHint },
        { name: "name", label: said.name, kind: "line", required: true },
        centre,
        ...roleFields(PERSON_ROLES, ["watch_officer"]),
      ]}
      main={said.add}
      send={async (typed, key) => {
        const body = {
          login: typed.text("login").toLowerCase(),
          name: typed.text("name"),
          password,
          centre_id: typed.text("centre"),
          roles: ticked(PERSON_ROLES, typed),
        };
        const made = await write(key, "POST", "/api/people", { body: { id: key, ...body } });
        onAdded({ login: made.sign_in_as, password });
      }}
      onDone={onDone}
    />
  );
}

interface PostingProps {
  person: Person;
  /** Null: one more. */
  centreId: string | null;
  onChanged: () => void;
  onDone: () => void;
}

export function ChangePosting({ person, centreId, onChanged, onDone }: PostingProps) {
  const held = person.postings.find(({ centre_id }) => centre_id === centreId);
  const centre = useCentre(centreId);
  return (
    <FormDialog
      title={`${held ? said.change : said.addPosting}: ${person.name}`}
      draft={`posting.${person.id}.${person.version}.${centreId ?? ""}`}
      fields={[...(held ? [] : [centre]), ...roleFields(PERSON_ROLES, held?.roles ?? [])]}
      main={formWords.form.save}
      send={async (typed, key) => {
        const at = centreId ?? typed.text("centre");
        await write(key, "PUT", "/api/people/{person_id}", {
          path: { person_id: person.id },
          version: person.version,
          body: {
            name: person.name,
            postings: withPosting(person, at, ticked(PERSON_ROLES, typed)),
          },
        });
        onChanged();
      }}
      onDone={onDone}
    >
      {held && <p className="muted">{said.signedOut}</p>}
    </FormDialog>
  );
}

interface KeyProps {
  onMade: (secret: string | null) => void;
  onDone: () => void;
}

export function MakeKey({ onMade, onDone }: KeyProps) {
  const centre = useCentre();
  return (
    <FormDialog
      title={said.createKey}
      draft="key.new"
      focused
      fields={[
        { name: "label", label: said.label, kind: "line", required: true, hint: said.labelHint },
        centre,
        ...roleFields(ROLES, ["feed"]),
      ]}
      main={said.createKey}
      send={async (typed, key) => {
        const made = await write(key, "POST", "/api/keys", {
          body: {
            id: key,
            label: typed.text("label"),
            centre_id: typed.text("centre"),
            roles: ticked(ROLES, typed),
          },
        });
        onMade(made.key);
      }}
      onDone={onDone}
    />
  );
}

function useCentre(initial?: string | null): Field {
  const { party, centre_id } = useMe();
  const { centre } = usePicture();
  const own = [...centre.values()].filter((one) => one.party === party);
  return {
    name: "centre",
    label: said.centre,
    kind: "choice",
    required: true,
    options: own.map(({ id, name }) => [id, name] as const),
    initial: initial ?? centre_id,
  };
}

const roleFields = (roles: readonly Role[], held: readonly Role[]): Field[] =>
  roles.map((role) => ({
    name: `role.${role}`,
    label: words.roles[role],
    kind: "check",
    initial: held.includes(role) ? "yes" : "",
  }));

const ticked = <R extends Role>(roles: readonly R[], typed: Values) =>
  roles.filter((role) => typed.checked(`role.${role}`));
