/** A request that belongs to no case: what it is about and where, on the map as well. */

import { useEffect } from "react";
import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { ddm } from "@/geo/format";
import { words } from "@/i18n";
import { withoutCase as said } from "@/i18n/en-without-case";
import { useMay, useMe } from "@/state/hooks";
import { typedPlace } from "@/state/pointing";
import { useAct } from "@/ui/act";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";
import WatersAt from "@/ui/waters";

export default function WithoutCase({ request }: { request: Request }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const { id, place, situation, state, reference, party, addressees } = request;
  const [lon, lat] = place?.coordinates ?? [];
  useEffect(() => {
    if (lon === undefined || lat === undefined) return;
    typedPlace.set({ point: [lon, lat], name: reference });
    return () => typedPlace.set(null);
  }, [lon, lat, reference]);
  const sends = state === "draft" && party === me.party && watches && addressees.length > 0;
  return (
    <div className="stack tight">
      <p>
        <Link href="/requests">{said.of}</Link>: <strong>{words.situation[situation]}</strong>
      </p>
      {place && (
        <>
          <p>
            <span className="muted">{said.where}</span> <strong>{ddm(place)}</strong>
          </p>
          <WatersAt at={place.coordinates} />
        </>
      )}
      {sends && (
        <>
          <Trouble error={error} />
          <div>
            <button
              type="button"
              className="main"
              disabled={busy}
              onClick={() =>
                act((key) =>
                  write(key, "POST", "/api/requests/{request_id}/open", {
                    path: { request_id: id },
                  }),
                )
              }
            >
              {said.sendDraft}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
