/** Offering one's own assets: the soonest that suits is chosen; a time is promised only if typed. */

import { useMemo, useState } from "react";
import { write } from "@/api/client";
import { isUnreachable } from "@/api/refused";
import type { Match, Request } from "@/api/types";
import { typed } from "@/data/drafts";
import { useRefreshed } from "@/data/refreshed";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe, useNow, usePicture, useTouched } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { useShifts } from "@/state/shifts";
import { useAct } from "@/ui/act";
import { AsOf } from "@/ui/as-of";
import { Dialog } from "@/ui/dialog";
import { EarlierDraft } from "@/ui/earlier-draft";
import { Trouble } from "@/ui/trouble";
import { withCarriers, workingAt } from "./carriers";
import { type Offering, readOf, useOffer } from "./offering";
import { expectedMs, OneAsset } from "./one-asset";
import { type Suggested, type Suggestions, suggestions } from "./suggested";

export default function MakeOffer({ request, onDone }: { request: Request; onDone: () => void }) {
  const me = useMe();
  const touched = useTouched(request.id);
  const { asset, ship, deployment, clearance, agreement, incident } = usePicture();
  const about = incident.get(request.incident_id ?? "");
  const basis = [touched, about, asset, ship, deployment, clearance, agreement];
  const { value, error, busy } = useRefreshed(request.id, "", basis, (signal) =>
    suggestions(request, me.party, signal),
  );
  return (
    <Dialog title={formWords.makeOffer.title(request.reference)} onClose={onDone}>
      {!(value && isUnreachable(error)) && <Trouble error={error} />}
      {!value && busy && <p role="status">{formWords.ask.matching}</p>}
      {value && <AsOf atMs={value.atMs} error={error} />}
      {value && <OfferForm request={request} suggestions={value} onDone={onDone} />}
    </Dialog>
  );
}

interface FormProps {
  request: Request;
  suggestions: Suggestions;
  onDone: () => void;
}

function OfferForm({ request, suggestions, onDone }: FormProps) {
  const { all: suggested, atMs } = suggestions;
  const { busy, error, act } = useAct();
  const picture = usePicture();
  const offering = useOffer(request, suggested);
  const { draft, write: revise, drop, chosen } = offering;
  const all = suggested.map(({ match }) => match);
  const shifts = useShifts(request.id, all, atMs);
  const [complaint, setComplaint] = useState<string | null>(null);
  const atWork = useMemo(
    () => workingAt(picture, request.incident_id),
    [picture, request.incident_id],
  );
  const send = () => {
    const { items, validMs } = readOf(offering, suggested);
    const none = items.length === 0;
    setComplaint(
      none ? formWords.makeOffer.chooseOne : validMs === null ? formWords.ask.notReadable : null,
    );
    if (none || validMs === null) return;
    const given = items.map(({ match, needId, quantity, carrier, promisedMs }) => ({
      asset_id: matchId(match),
      need_id: needId,
      quantity: Number(quantity),
      carrier_asset_id: carrier || null,
      promised_at: promisedMs === null ? null : new Date(promisedMs).toISOString(),
    }));
    act(
      (key) =>
        write(key, "POST", "/api/requests/{request_id}/offers", {
          path: { request_id: request.id },
          body: {
            id: key,
            items: withCarriers(given, atWork),
            valid_until: new Date(validMs).toISOString(),
            conditions: draft.conditions ?? "",
            provisional: draft.provisional === "yes",
          },
        }),
      () => {
        drop();
        onDone();
      },
    );
  };
  const listed = (some: readonly Suggested[]) =>
    some.map(({ match }) => {
      const id = matchId(match);
      return (
        <OneAsset
          key={id}
          match={match}
          chosen={chosen.has(id)}
          shift={shifts.of(match)}
          eta={offering.etaOf(id)}
          promisedMs={offering.promisedMs(id)}
          load={offering.loadOf(match)}
          asset={picture.asset.get(id) ?? null}
          goesAlong={(carrier) => !chosen.has(carrier) && !atWork.has(carrier)}
          onToggle={offering.toggle}
          onEta={(text) => offering.promise(id, text)}
          onLoad={(change) =>
            revise({ [`load.${id}`]: JSON.stringify({ ...offering.loadOf(match), ...change }) })
          }
        />
      );
    });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <EarlierDraft earlier={offering.earlier} />
      <Going offering={offering} suggested={suggested} />
      <Which offering={offering} suggested={suggested} listed={listed} />
      <div className="fields">
        <label className="field">
          <span>{formWords.makeOffer.valid}</span>
          <input
            name="valid"
            value={draft.valid}
            onChange={(event) => revise(typed("valid", event.target.value))}
          />
          <small className="muted">{formWords.makeOffer.validHint}</small>
        </label>
        <label className="field">
          <span>{formWords.makeOffer.conditions}</span>
          <input
            name="conditions"
            value={draft.conditions}
            onChange={(event) => revise({ conditions: event.target.value })}
          />
        </label>
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={draft.provisional === "yes"}
          onChange={(event) => revise({ provisional: event.target.checked ? "yes" : "" })}
        />
        {formWords.makeOffer.provisional}
      </label>
      {complaint && (
        <p className="problem" role="alert">
          {complaint}
        </p>
      )}
      <Trouble error={error} />
      <div className="row foot">
        {/* biome-ignore lint/a11y/noAutofocus: Enter sends what is shown above */}
        <button type="submit" className="main" autoFocus disabled={busy}>
          {busy ? formWords.form.sending : formWords.makeOffer.send} <kbd>↵</kbd>
        </button>
        <button type="button" onClick={onDone}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

interface PartProps {
  offering: Offering;
  suggested: readonly Suggested[];
}

/** The offer that Enter sends now, always in view: the assets and when each is there. */
function Going({ offering, suggested }: PartProps) {
  const { items } = readOf(offering, suggested);
  return (
    <ul className="going" aria-label={formWords.makeOffer.going} aria-live="polite">
      {items.length === 0 && <li className="alert">{formWords.makeOffer.chooseOne}</li>}
      {items.map(({ match, quantity, readable, promisedMs }) => (
        <li key={matchId(match)} className="row apart">
          <strong>
            {match.name}
            {quantity !== "1" && ` ×${quantity}`}
          </strong>
          {readable ? (
            <When match={match} promisedMs={promisedMs} />
          ) : (
            <span className="distress">{formWords.ask.notReadable}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The time that is expected, and the one that is promised, if any. */
function When({ match, promisedMs }: { match: Match; promisedMs: number | null }) {
  const now = useNow();
  const at = expectedMs(match, now);
  const { expects, noEta, unpromised, promises, sooner } = formWords.makeOffer;
  const expected = at === null ? noEta : expects(utc(at, now));
  if (promisedMs === null) return <span>{unpromised(expected)}</span>;
  const early = at !== null && promisedMs < at;
  return (
    <span className={early ? "alert" : undefined}>
      <strong>{promises(utc(promisedMs, now))}</strong>{" "}
      {early ? sooner(utc(at, now)) : `(${expected})`}
    </span>
  );
}

/** The chosen ones open; those that suit too, and the rest, are folded away. */
function Which({
  offering: { fit, chosen },
  suggested,
  listed,
}: PartProps & { listed: (some: readonly Suggested[]) => React.ReactNode }) {
  const on = ({ match }: Suggested) => chosen.has(matchId(match));
  const more = fit.filter((one) => !on(one));
  const rest = suggested.filter((one) => !on(one) && !fit.includes(one));
  return (
    <fieldset className="stack tight">
      <legend className="strong">{formWords.makeOffer.assets}</legend>
      {fit.length === 0 && <p className="muted">{formWords.makeOffer.none}</p>}
      {listed(suggested.filter(on))}
      {more.length > 0 && (
        <details>
          <summary>{formWords.makeOffer.more(more.length)}</summary>
          {listed(more)}
        </details>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{formWords.makeOffer.others(rest.length)}</summary>
          {listed(rest)}
        </details>
      )}
    </fieldset>
  );
}
