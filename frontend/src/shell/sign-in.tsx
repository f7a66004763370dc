/** Signing in. */

import { type FormEvent, useState } from "react";
import { signIn } from "@/data/session";
import { words } from "@/i18n";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";

export function SignIn() {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, act } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(() => signIn(login.trim().toLowerCase(), password));
  };
  return (
    <main className="sign-in">
      <span />
      <form className="stack" onSubmit={submit}>
        <p className="strong">{words.brand}</p>
        <h1>{words.signIn.title}</h1>
        <label className="field">
          <span>{words.signIn.login}</span>
          <input
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{words.signIn.password}</span>
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <Trouble error={error} />
        <button type="submit" className="main" disabled={busy}>
          {busy ? words.signIn.working : words.signIn.go}
        </button>
        <p className="muted">{words.signIn.hint}</p>
      </form>
    </main>
  );
}
