/** Everything on the screen. */

import { useEffect, useState } from "react";
import { resume } from "@/data/session";
import { words } from "@/i18n";
import { Boundary } from "@/shell/boundary";
import { SignIn, SignInAgain } from "@/shell/sign-in";
import { Desk } from "@/shell/watch-screen";
import { lapsed, session } from "@/state/desk";
import { useStore } from "@/state/store";
import { Trouble } from "@/ui/trouble";

export function App() {
  const current = useStore(session);
  const ended = useStore(lapsed);
  const [error, setError] = useState<unknown>(null);
  const start = () => {
    setError(null);
    resume().catch(setError);
  };
  useEffect(() => {
    resume().catch(setError);
  }, []);
  if (current.state === "out") return <SignIn />;
  if (current.state === "in") {
    return (
      <Boundary about="desk">
        <Desk />
        {ended && <SignInAgain login={`${current.me.party}/${current.me.who}`} />}
      </Boundary>
    );
  }
  return (
    <main className="page">
      <h1>{words.brand}</h1>
      {error ? (
        <>
          <Trouble error={error} />
          <button type="button" className="main" onClick={start}>
            {words.retry}
          </button>
        </>
      ) : (
        <p role="status">{words.loading}</p>
      )}
    </main>
  );
}
