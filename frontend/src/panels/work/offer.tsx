/** One offer: what, when, on which terms; accept or decline, confirm or take back. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Offer } from "@/api/types";
import { countdown, minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { pointsAt } from "@/state/pointing";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

interface Props {
  offer: Offer;
  now: number;
  /** The waiting offer that Enter goes to. */
  first?: boolean;
}

export function OfferCard({ offer, now, first = false }: Props) {
  const me = useMe();
  const coordinates = useMay("coordinator");
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"decline" | "withdraw" | null>(null);
  const waits = offer.state === "offered" || offer.state === "provisional";
  const left = Date.parse(offer.valid_until) - now;
  const ours = offer.party === me.party;
  const theirs = offer.to_party === me.party;
  return (
    <article className="card" tabIndex={-1} aria-label={words.offers.by(offer.party)}>
      <div className="row apart">
        <span className="row">
          <PartyTag code={offer.party} /> {offer.centre.name}
        </span>
        <span>
          <span className="tag">{words.offerState[offer.state]}</span>{" "}
          {waits && (
            <span className={left < 600_000 ? "alert" : "muted"}>
              {left > 0 ? words.offers.valid(countdown(left)) : words.offers.expired}
            </span>
          )}
        </span>
      </div>
      <ul>
        {offer.items.map((item) => (
          <li key={item.id} className="row apart" {...pointsAt("asset", item.asset_id)}>
            <span>
              <strong>{item.name}</strong>
              {item.quantity > 1 && ` ×${item.quantity}`}{" "}
              {item.persons > 0 && (
                <span className="muted">{words.offers.takes(item.persons)}</span>
              )}
            </span>
            <Eta item={item} offer={offer} now={now} />
          </li>
        ))}
      </ul>
      {offer.conditions && <p className="words">{offer.conditions}</p>}
      {offer.rests_on.length > 0 && (
        <p className="muted">
          {[...new Set(offer.rests_on.map((rest) => words.offers.rests(rest)))].join("; ")}
        </p>
      )}
      {offer.reason && <p className="muted words">{offer.reason}</p>}
      <Trouble error={error} />
      <div className="row">
        {waits && theirs && coordinates && offer.state === "offered" && (
          <button
            type="button"
            className="main accept"
            disabled={busy}
            onClick={() =>
              act((key) =>
                write(key, "POST", "/api/offers/{offer_id}/accept", {
                  path: { offer_id: offer.id },
                }),
              )
            }
          >
            {words.offers.accept(offer.items.map(({ name }) => name).join(", "))}{" "}
            {first && <kbd>↵</kbd>}
          </button>
        )}
        {waits && theirs && coordinates && (
          <button type="button" onClick={() => setDialog("decline")}>
            {words.offers.decline}
          </button>
        )}
        {waits && ours && watches && (
          <>
            <button
              type="button"
              disabled={busy}
              onClick={() =>
                act((key) =>
                  write(key, "POST", "/api/offers/{offer_id}/confirm", {
                    path: { offer_id: offer.id },
                  }),
                )
              }
            >
              {offer.state === "provisional" ? words.offers.confirm : words.offers.confirmAgain}
            </button>
            <button type="button" onClick={() => setDialog("withdraw")}>
              {words.offers.withdraw}
            </button>
          </>
        )}
      </div>
      {dialog && (
        <FormDialog
          title={words.offers[dialog]}
          draft={`offer-${dialog}.${offer.id}`}
          fields={[
            { name: "reason", label: words.why, kind: "prose", required: dialog === "decline" },
          ]}
          main={words.offers[dialog]}
          send={(typed, key) =>
            write(key, "POST", `/api/offers/{offer_id}/${dialog}`, {
              path: { offer_id: offer.id },
              body: { reason: typed.text("reason") },
            })
          }
          onDone={() => setDialog(null)}
        />
      )}
    </article>
  );
}

interface EtaProps {
  item: Offer["items"][number];
  offer: Offer;
  now: number;
}

/** Its time of arrival, and whether that is in time for its need. */
function Eta({ item, offer, now }: EtaProps) {
  const { eta_at: etaAt, need_id: needId } = item;
  const request = usePicture().request.get(offer.request_id ?? "");
  if (!etaAt) return <span className="muted">{words.offers.noEta}</span>;
  const at = Date.parse(etaAt);
  const by = request?.needs.find((need) => need.id === needId)?.by_at;
  const late = by ? at > Date.parse(by) : false;
  return (
    <span>
      <strong>{utc(at, now)}</strong> <span className="muted">{minutes((at - now) / 60_000)}</span>{" "}
      {item.eta_by === "reckoned" && <small className="muted">{words.offers.reckoned} </small>}
      {by && (
        <span className={late ? "alert strong" : "good"}>
          {late ? words.offers.late : words.offers.inTime}
        </span>
      )}
    </span>
  );
}
