/** Offering one's own assets: the soonest that suits and is in time is chosen; a time is promised only if typed. */

import { useMemo, useState } from "react";
import { write } from "@/api/client";
import { isUnreachable } from "@/api/refused";
import type { Match, OfferBody } from "@/api/types";
import { typed } from "@/data/drafts";
import { useRefreshed } from "@/data/refreshed";
import { minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { withoutCase } from "@/i18n/en-without-case";
import { formWords } from "@/i18n/form-words";
import { isRefused } from "@/state/asking";
import { useMe, useNow, usePicture, useTouched } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { useShifts } from "@/state/shifts";
import { useAct } from "@/ui/act";
import { AsOf } from "@/ui/as-of";
import { Dialog } from "@/ui/dialog";
import { EarlierDraft } from "@/ui/earlier-draft";
import { Trouble } from "@/ui/trouble";
import { verdictText } from "@/ui/verdict";
import BeforeLending from "./before-lending";
import { withCarriers, workingAt } from "./carriers";
import { caseIdOf, idOf, isCoarse, isOwn, type OfferAbout, referenceOf } from "./offer-about";
import { type Offering, readOf, useOffer } from "./offering";
import { OneAsset } from "./one-asset";
import { type Suggested, type Suggestions, suggestions } from "./suggested";
import { expectedMs, leastLate } from "./too-late";

interface Props {
  about: OfferAbout;
  onDone: () => void;
}

export default function MakeOffer({ about, onDone }: Props) {
  const me = useMe();
  const touched = useTouched(idOf(about));
  const picture = usePicture();
  const { asset, ship, deployment, clearance, agreement, incident } = picture;
  const theCase = incident.get(caseIdOf(about) ?? "");
  const basis = [touched, theCase, asset, ship, deployment, clearance, agreement];
  const { value, error, busy } = useRefreshed(idOf(about), "", basis, (signal) =>
    suggestions(about, picture, me.party, signal),
  );
  const { title, unasked } = formWords.makeOffer;
  const asked = isOwn(about, me.party) ? withoutCase.sendOwnFor : title;
  const named = about.asked ? asked : unasked;
  return (
    <Dialog title={named(referenceOf(about))} onClose={onDone}>
      {!(value && isUnreachable(error)) && <Trouble error={error} />}
      {!value && busy && <p role="status">{formWords.ask.matching}</p>}
      {isCoarse(about) && <p className="alert">{formWords.makeOffer.coarse}</p>}
      {value && !isCoarse(about) && <AsOf atMs={value.atMs} error={error} />}
      {value && <OfferForm about={about} suggestions={value} onDone={onDone} />}
    </Dialog>
  );
}

interface FormProps extends Props {
  suggestions: Suggestions;
}

function OfferForm({ about, suggestions, onDone }: FormProps) {
  const { all: suggested, atMs } = suggestions;
  const { busy, error, act } = useAct();
  const own = isOwn(about, useMe().party);
  const picture = usePicture();
  const offering = useOffer(about, suggested);
  const { draft, write: revise, drop, chosen } = offering;
  const all = suggested.map(({ match }) => match);
  const shifts = useShifts(idOf(about), all, atMs);
  const [complaint, setComplaint] = useState<string | null>(null);
  const caseId = caseIdOf(about);
  const atWork = useMemo(() => workingAt(picture, caseId), [picture, caseId]);
  const main = own ? withoutCase.sendThem : formWords.makeOffer.send;
  const { items, validMs } = readOf(offering, suggested);
  const going = withCarriers(
    items.map(({ match, needId, quantity, carrier, promisedMs }) => ({
      asset_id: matchId(match),
      need_id: needId,
      quantity: Number(quantity),
      carrier_asset_id: carrier || null,
      promised_at: promisedMs === null ? null : new Date(promisedMs).toISOString(),
    })),
    atWork,
  );
  const send = () => {
    const none = items.length === 0;
    setComplaint(
      none ? formWords.makeOffer.chooseOne : validMs === null ? formWords.ask.notReadable : null,
    );
    if (none || validMs === null) return;
    act(
      (key) =>
        sendOffer(key, about, {
          id: key,
          items: going,
          valid_until: new Date(validMs).toISOString(),
          conditions: draft.conditions ?? "",
          provisional: draft.provisional === "yes",
          accept: own,
        }),
      () => {
        drop();
        onDone();
      },
    );
  };
  const listed = (some: readonly Suggested[]) =>
    some.map((one) => {
      const { match, unweighed } = one;
      const id = matchId(match);
      return (
        <OneAsset
          key={id}
          match={match}
          unweighed={unweighed ?? false}
          notSuited={offering.why(one)}
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
      <Going
        name={own ? withoutCase.going : formWords.makeOffer.going}
        offering={offering}
        suggested={suggested}
      />
      <BeforeLending about={about} lent={going} />
      <Which about={about} offering={offering} suggested={suggested} listed={listed} />
      {!own && <Conditions offering={offering} />}
      {complaint && (
        <p className="problem" role="alert">
          {complaint}
        </p>
      )}
      <Trouble error={error} />
      <div className="row foot">
        {/* biome-ignore lint/a11y/noAutofocus: Enter sends what is shown above */}
        <button type="submit" className="main" autoFocus disabled={busy}>
          {busy ? formWords.form.sending : main} <kbd>↵</kbd>
        </button>
        <button type="button" onClick={onDone}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

function sendOffer(key: string, about: OfferAbout, body: OfferBody) {
  return about.asked
    ? write(key, "POST", "/api/requests/{request_id}/offers", {
        path: { request_id: about.request.id },
        body,
      })
    : write(key, "POST", "/api/incidents/{incident_id}/offers", {
        path: { incident_id: about.incident.id },
        body,
      });
}

interface PartProps {
  offering: Offering;
  suggested: readonly Suggested[];
}

/** The limits of an offer that another party is to decide. */
function Conditions({ offering: { draft, write: revise } }: Pick<PartProps, "offering">) {
  return (
    <>
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
    </>
  );
}

/** The offer that Enter sends now, always in view: the assets and when each is there. */
function Going({ name, offering, suggested }: PartProps & { name: string }) {
  const { party } = useMe();
  const { items } = readOf(offering, suggested);
  const least = leastLate(offering.fit, useNow());
  const { chooseOne, noneInTime } = formWords.makeOffer;
  return (
    <ul className="going" aria-label={name} aria-live="polite">
      {items.length === 0 && (
        <li className="alert">
          {least && noneInTime(least.one.match.name, minutes(Math.ceil(least.ms / 60_000)))}{" "}
          {chooseOne}
        </li>
      )}
      {items.map(({ match, quantity, readable, promisedMs, late }) => (
        <li key={matchId(match)} className="row apart">
          <strong>
            {match.name}
            {quantity !== "1" && ` ×${quantity}`}
          </strong>
          {isRefused(match) && <strong className="distress">{verdictText(match, party)}</strong>}
          {late !== null && (
            <strong className="distress">
              {formWords.makeOffer.late(minutes(Math.ceil(late / 60_000)))}
            </strong>
          )}
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

/** The chosen ones open, or while none is those that suit; the rest are folded away. */
function Which({
  about,
  offering: { fit, chosen },
  suggested,
  listed,
}: PartProps & {
  about: OfferAbout;
  listed: (some: readonly Suggested[]) => React.ReactNode;
}) {
  const own = isOwn(about, useMe().party);
  const [begunEmpty] = useState(chosen.size === 0);
  const none = own ? withoutCase.noneOwn : formWords.makeOffer.none;
  const on = ({ match }: Suggested) => chosen.has(matchId(match));
  const more = fit.filter((one) => !on(one));
  const rest = suggested.filter((one) => !on(one) && !fit.includes(one));
  return (
    <fieldset className="stack tight">
      <legend className="strong">{formWords.makeOffer.assets}</legend>
      {fit.length === 0 && !isCoarse(about) && <p className="muted">{none}</p>}
      {listed(suggested.filter(on))}
      {more.length > 0 && (
        <details open={begunEmpty}>
          <summary>{formWords.makeOffer[begunEmpty ? "couldGo" : "more"](more.length)}</summary>
          {listed(more)}
        </details>
      )}
      {rest.length > 0 && (
        <details open={isCoarse(about)}>
          <summary>
            {isCoarse(about)
              ? formWords.makeOffer.unweighed(rest.length)
              : formWords.makeOffer.others(rest.length)}
          </summary>
          {listed(rest)}
        </details>
      )}
    </fieldset>
  );
}
