/** The instant for which a list was computed, and that it is old where it could not be had again. */

import type { Fetched } from "@/data/fetched";
import { age, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useNow } from "@/state/hooks";

export function AsOf({ atMs, error }: { atMs: number; error: Fetched<unknown>["error"] }) {
  const now = useNow();
  const time = utc(atMs, now);
  return error ? (
    <p className="alert strong" role="status">
      {formWords.match.old(time, age(now - atMs))}
    </p>
  ) : (
    <p className="muted">{formWords.match.asOf(time)}</p>
  );
}
