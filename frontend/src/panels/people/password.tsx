/** One's own password. A password typed here is kept nowhere, not even as a draft. */

import { type FormEvent, useState } from "react";
import { write } from "@/api/client";
import { resume } from "@/data/session";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";

const said = registerWords.people.own;
const EMPTY = { old: "", next: "", again: "" };

export default function OwnPassword() {
  const [typed, setTyped] = useState(EMPTY);
  const [done, setDone] = useState(false);
  const [differ, setDiffer] = useState(false);
  const { busy, error, act } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    setDiffer(typed.next !== typed.again);
    if (typed.next !== typed.again) return;
    act(
      (key) =>
        write(key, "PUT", "/api/me/password", { body: { old: typed.old, new: typed.next } }).then(
          resume,
        ),
      () => {
        setTyped(EMPTY);
        setDone(true);
      },
    );
  };
  const field = (name: keyof typeof EMPTY, complete: string) => (
    <label className="field">
      <span>{said[name]}</span>
      <input
        type="password"
        required
        autoComplete={complete}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <form className="page" onSubmit={submit}>
      <h1>{words.registers.password}</h1>
      {field("old", "current-password")}
      {field("next", "new-password")}
      {field("again", "new-password")}
      <p className="muted">{said.hint}</p>
      {differ && (
        <p className="distress" role="alert">
          {said.differ}
        </p>
      )}
      <Trouble error={error} />
      {done && (
        <p className="good" role="status">
          {said.done}
        </p>
      )}
      <div className="row">
        <button type="submit" className="main" disabled={busy}>
          {busy ? formWords.form.sending : words.registers.password}
        </button>
      </div>
    </form>
  );
}
