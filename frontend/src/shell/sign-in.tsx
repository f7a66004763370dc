/** Signing in. */

import { type FormEvent, type ReactNode, useState } from "react";
import { signIn } from "@/data/session";
import { words } from "@/i18n";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";

export default function SignIn() {
  return (
    <main className="sign-in">
      <span />
      <SignInForm>
        <p className="strong">{words.brand}</p>
        <h1>{words.signIn.title}</h1>
      </SignInForm>
    </main>
  );
}

export function SignInForm({ known = "", children }: { known?: string; children: ReactNode }) {
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState("");
  const { busy, error, act } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(() => signIn(login.trim().toLowerCase(), password));
  };
  return (
    <form className="stack" onSubmit={submit}>
      {children}
      <label className="field">
        <span>{words.signIn.login}</span>
        <input
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          // biome-ignore lint/a11y/noAutofocus: nothing else is to be done on this page
          autoFocus={known === ""}
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
  );
}
