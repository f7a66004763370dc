/** The end of a request that is being written: its message, the centres, and the way to the review. */

import { formWords } from "@/i18n/form-words";
import { PeopleGuard } from "@/ui/people-guard";
import { Centres } from "./choose-centres";
import type { useMatches } from "./use-matches";

interface Props {
  readonly incidentId: string | null;
  readonly matches: ReturnType<typeof useMatches>["value"];
  readonly message: string;
  readonly to: readonly string[];
  readonly complaint: string | null;
  readonly onMessage: (text: string) => void;
  readonly onTo: (next: readonly string[]) => void;
}

export function Addressing({
  incidentId,
  matches,
  message,
  to,
  complaint,
  onMessage,
  onTo,
}: Props) {
  return (
    <>
      <label className="field">
        <span>{formWords.ask.message}</span>
        <textarea
          name="message"
          value={message}
          onChange={(event) => onMessage(event.target.value)}
        />
        <PeopleGuard text={message} />
      </label>
      <Centres incidentId={incidentId} matches={matches} to={to} onChange={onTo} />
      {complaint && (
        <p className="problem" role="alert">
          {complaint}
        </p>
      )}
      <div className="main-act">
        <button type="submit" className="main">
          {formWords.ask.review(to.length)} <kbd>↵</kbd>
        </button>
      </div>
    </>
  );
}
