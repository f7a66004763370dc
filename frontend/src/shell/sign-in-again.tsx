/** Over the page of somebody whose sign-in has ended: it goes on as soon as they are back. */

import { useLayoutEffect, useRef } from "react";
import { words } from "@/i18n";
import { useFocusBack } from "@/ui/focus-back";
import { SignInForm } from "./sign-in";

export default function SignInAgain({ login }: { login: string }) {
  const element = useRef<HTMLDialogElement>(null);
  useFocusBack();
  useLayoutEffect(() => {
    element.current?.showModal();
    element.current?.querySelector<HTMLElement>("[name=password]")?.focus();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={words.signIn.again}
      onCancel={(event) => event.preventDefault()}
      onClose={() => element.current?.showModal()}
    >
      <SignInForm known={login}>
        <h1>{words.signIn.again}</h1>
        <p>{words.signIn.kept}</p>
      </SignInForm>
    </dialog>
  );
}
