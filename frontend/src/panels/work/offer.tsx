/** One offer: what, when, on which terms; accept or decline, confirm or take back. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Offer } from "@/api/types";
import { useActing } from "@/data/acting";
import { countdown, utc } from "@/geo/format";
import { words } from "@/i18n";
import { helpWords } from "@/i18n/help-words";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { pointsAt } from "@/state/pointing";
import { spokenNo } from "@/state/spoken";
import { useAct } from "@/ui/act";
import { ActingLine } from "@/ui/acting-line";
import { CallCentre } from "@/ui/call-centre";
import { FormLater } from "@/ui/form-later";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import { whichStands } from "@/ui/which-stands";
import { Offered } from "./arrival";

interface Props {
  offer: Offer;
  now: number;
  /** The waiting offer that Enter goes to. */
  first?: boolean;
}

export function OfferCard({ offer, now, first = false }: Props) {
  const me = useMe();
  const picture = usePicture();
  const acting = useActing(offer.incident_id);
  const coordinates = useMay("coordinator") || acting;
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"decline" | "withdraw" | null>(null);
  const waits = offer.state === "offered" || offer.state === "provisional";
  const overMs = now - Date.parse(offer.decide_due_at ?? "");
  const left = Date.parse(offer.valid_until) - now;
  const ours = offer.party === me.party;
  const theirs = offer.to_party === me.party;
  const incident = picture.incident.get(offer.incident_id ?? "");
  const request = picture.request.get(offer.request_id ?? "");
  const asker = request?.centre.id;
  const no = request?.addressees
    .map((one) => spokenNo(one, request.id, picture, now))
    .find((found) => found?.offer.id === offer.id);
  const decides = asker ?? (incident?.view === "full" ? incident.lead.id : null);
  return (
    <article className="card" tabIndex={-1} aria-label={helpWords.offers.by(offer.party)}>
      <div className="row apart">
        <span className="row">
          <PartyTag code={offer.party} /> {offer.centre.name}
        </span>
        <span>
          <span className="tag">{helpWords.offerState[offer.state]}</span>{" "}
          {waits && offer.decide_due_at && (
            <span className={overMs < 0 ? "alert" : "strong distress"}>
              {helpWords.offers[overMs < 0 ? "decideBy" : "undecided"](
                utc(Date.parse(offer.decide_due_at), now),
                countdown(overMs),
              )}
            </span>
          )}{" "}
          {waits && (
            <span className={left < 600_000 ? "alert" : "muted"}>
              {left > 0 ? helpWords.offers.valid(countdown(left)) : helpWords.offers.expired}
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
                <span className="muted">{helpWords.offers.takes(item.persons)}</span>
              )}
            </span>
            {waits && <Offered item={item} offer={offer} now={now} />}
          </li>
        ))}
      </ul>
      {offer.conditions && <p className="words">{offer.conditions}</p>}
      {offer.rests_on.length > 0 && (
        <p className="muted">
          {[...new Set(offer.rests_on.map((rest) => helpWords.offers.rests(rest)))].join("; ")}
        </p>
      )}
      {offer.reason && <p className="muted words">{offer.reason}</p>}
      {no && <p className="alert strong">{whichStands(no, offer.centre.name, now)}</p>}
      <Trouble error={error} />
      {waits && theirs && acting && <ActingLine />}
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
            {helpWords.offers.accept(offer.items.map(({ name }) => name).join(", "))}{" "}
            {first && <kbd>↵</kbd>}
          </button>
        )}
        {waits && theirs && coordinates && (
          <button type="button" onClick={() => setDialog("decline")}>
            {helpWords.offers.decline}
          </button>
        )}
        {waits && theirs && watches && !coordinates && (
          <div>
            <p>{helpWords.offers.coordinator}</p>
            <CallCentre id={me.centre_id} />
          </div>
        )}
        {waits && ours && !theirs && watches && <CallCentre id={decides} />}
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
              {offer.state === "provisional"
                ? helpWords.offers.confirm
                : helpWords.offers.confirmAgain}
            </button>
            <button type="button" onClick={() => setDialog("withdraw")}>
              {helpWords.offers.withdraw}
            </button>
          </>
        )}
      </div>
      {dialog && (
        <FormLater
          title={helpWords.offers[dialog]}
          draft={`offer-${dialog}.${offer.id}`}
          fields={[
            { name: "reason", label: words.why, kind: "prose", required: dialog === "decline" },
          ]}
          main={helpWords.offers[dialog]}
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
