/** Once more, before what cannot be taken back. */

import type { ReactNode } from "react";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useAct } from "./act";
import { Dialog } from "./dialog";
import { Trouble } from "./trouble";

interface Props {
  title: string;
  main: string;
  act: (key: string) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
  grave?: boolean;
  children: ReactNode;
}

export function Sure({ title, main, act, onDone, onCancel, grave = true, children }: Props) {
  const { busy, error, act: take } = useAct();
  return (
    <Dialog title={title} onClose={onCancel}>
      {children}
      <Trouble error={error} />
      <div className="row">
        <button type="button" disabled={busy} onClick={onCancel}>
          {words.cancel}
        </button>
        <button
          type="button"
          className={grave ? "grave" : "main"}
          disabled={busy}
          onClick={() => take(act, onDone)}
        >
          {busy ? formWords.form.sending : main}
        </button>
      </div>
    </Dialog>
  );
}
