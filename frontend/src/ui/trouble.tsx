/** A failed read or write, told with its reasons and what is kept. */

import { Refused } from "@/api/refused";
import { words } from "@/i18n";

interface Props {
  error: unknown;
  /** So many of the reasons stand elsewhere, at the fields they are about; these are the others. */
  others?: readonly string[] | null;
}

/** Every reason as a sentence; for 409 as what it is: not now. */
function titleOf({ status, code }: Refused): string {
  if (code === "wrong_login") return words.failed.notIn;
  return status === 409 ? words.failed.conflict : words.failed.problem;
}

export function Trouble({ error, others = null }: Props) {
  if (!error) return null;
  const refused = error instanceof Refused ? error : null;
  if (!refused) console.error(error);
  return (
    <div className="problem" role="alert">
      {refused === null ? (
        <p>{words.failed.fault}</p>
      ) : refused.unreachable ? (
        <p>{words.failed.unreachable}</p>
      ) : refused.code === "unauthenticated" ? (
        <p>{words.failed.signedOut}</p>
      ) : (
        <>
          <strong>{titleOf(refused)}</strong>
          <ul>
            {others && <li>{words.failed.atFields}</li>}
            {(others ?? refused.reasons).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
