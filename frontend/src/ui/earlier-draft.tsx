/** A draft of an earlier time: said, and used or thrown away only by a person. */

import type { MouseEvent } from "react";
import type { Earlier } from "@/data/drafts";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";

/** The button goes away with it: one goes on in the form's first field. */
const then = (act: () => void) => (event: MouseEvent<HTMLElement>) => {
  const form = event.currentTarget.closest("form");
  act();
  form?.querySelector<HTMLElement>("input, select, textarea")?.focus();
};

export function EarlierDraft({ earlier }: { earlier: Earlier | null }) {
  if (!earlier) return null;
  const time = utc(earlier.atMs, nowMs());
  const { of, goesOn, use, discard } = formWords.draft;
  return (
    <div className="card call above" role="status">
      <span>{earlier.taken ? goesOn(time) : of(time)}</span>
      <span className="row">
        {!earlier.taken && (
          <button type="button" onClick={then(earlier.use)}>
            {use}
          </button>
        )}
        <button type="button" onClick={then(earlier.discard)}>
          {discard}
        </button>
      </span>
    </div>
  );
}
