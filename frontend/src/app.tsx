/** Everything on the screen. */

import { useEffect, useState } from "react";
import { resume } from "@/data/session";
import { words } from "@/i18n";
import { Boundary } from "@/shell/boundary";
import { Desk } from "@/shell/watch-screen";
import { lapsed, session } from "@/state/desk";
import { useStore } from "@/state/store";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { Trouble } from "@/ui/trouble";

const SignIn = later(() => import("@/shell/sign-in"));
const SignInAgain = later(() => import("@/shell/sign-in-again"));

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
  if (current.state === "out")
    return (
      <Opening about="sign-in">
        <SignIn />
      </Opening>
    );
  if (current.state === "in") {
    return (
      <Boundary about="desk">
        <Desk />
        <Opening about={ended ? "sign-in" : null} meanwhile={null}>
          {ended && <SignInAgain login={`${current.me.party}/${current.me.who}`} />}
        </Opening>
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
