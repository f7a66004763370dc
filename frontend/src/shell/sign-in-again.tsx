/** Over the page of somebody whose sign-in has ended: it goes on as soon as they are back. */

import { useLayoutEffect, useRef } from "react";
import { signInAgain as said } from "@/i18n/en-sign-in-again";
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
      aria-label={said.title}
      onCancel={(event) => event.preventDefault()}
      onClose={() => element.current?.showModal()}
    >
      <SignInForm known={login}>
        <h1>{said.title}</h1>
        <p>{said.kept}</p>
      </SignInForm>
    </dialog>
  );
}
