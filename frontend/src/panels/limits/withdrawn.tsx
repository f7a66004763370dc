/** Limits that hold no more: whose they were, when they were withdrawn and why. */

import { useState } from "react";
import { readWithdrawnLimits } from "@/api/withdrawn-limits";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { limits } from "@/i18n/en-limits";
import { useNames, usePicture } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

const said = limits.withdrawn;

/** Read once they are unfolded, and anew whenever one more is declared or withdrawn. */
export function WithdrawnLimits() {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{said.title}</summary>
      {open && <Found />}
    </details>
  );
}

function Found() {
  const nameOf = useNames();
  const { limit } = usePicture();
  const { value, error } = useFetched("withdrawn-limits", limit, readWithdrawnLimits);
  return (
    <section className="stack tight" aria-label={said.title}>
      <p className="muted">{said.about}</p>
      <Trouble error={error} />
      {!value && !error && <p className="empty">{words.loading}</p>}
      {value?.length === 0 && <p className="empty">{said.none}</p>}
      <ul className="stack tight">
        {value?.map((one) => (
          <li key={one.id} className="card stack tight">
            <span>
              <PartyTag code={one.party} /> <strong>{one.name}</strong> · {limits.kind[one.kind]}
            </span>
            <span className="alert">
              {said.by(nameOf(one.party), dated(one.withdrawn_at), one.withdrawn_reason)}
            </span>
            <span className="muted">
              {[
                limits.deposited(one.deposit, one.deposited_on),
                said.declared(dated(one.declared_at)),
                one.note,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
