/** A call that brought no answer, written down in one press: the alarm's clock starts again, or ends. */

import { formWords } from "@/i18n/form-words";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";

export type CallOutcome = "no_answer" | "not_needed";

interface Props {
  send: (outcome: CallOutcome, key: string) => Promise<unknown>;
}

export default function CallOutcomes({ send }: Props) {
  const { busy, error, act } = useAct();
  const button = (outcome: CallOutcome, text: string) => (
    <button type="button" disabled={busy} onClick={() => act((key) => send(outcome, key))}>
      {text}
    </button>
  );
  return (
    <>
      {button("no_answer", formWords.voice.noAnswer)}
      {button("not_needed", formWords.voice.notNeeded)}
      <Trouble error={error} />
    </>
  );
}
