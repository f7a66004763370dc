/** Offering one's own assets: the soonest are suggested, their ETA is filled in. */

import { useMemo, useState } from "react";
import { offerForRequest, readMatches } from "@/api/requests";
import type { Match, Request } from "@/api/types";
import { parseTime } from "@/geo/parse";
import { words } from "@/i18n";
import { formWords } from "@/i18n/forms";
import { isRefused } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMe, usePicture, useTouched } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { useAct } from "@/ui/act";
import { Dialog } from "@/ui/dialog";
import { useFetched } from "@/ui/fetched";
import { Trouble } from "@/ui/trouble";
import { withCarriers, workingAt } from "./carriers";
import { type Load, loadOf, OneAsset } from "./one-asset";

interface Suggested {
  readonly match: Match;
  readonly needId: string;
}

/** One's own candidates for every need that is asked for, the soonest first; each asset once. */
async function suggestions(request: Request, party: string, signal: AbortSignal) {
  const needs = request.needs.filter((need) => !need.withdrawn_at);
  const found = await Promise.all(
    needs.map(async (need): Promise<Suggested[]> => {
      const { items } = await readMatches(request.id, need.id, signal);
      return items
        .filter((match) => match.party === party && match.asset_id)
        .map((match) => ({ match, needId: need.id }));
    }),
  );
  const once = new Map<string, Suggested>();
  for (const one of found.flat().sort(bySoonest)) {
    if (!once.has(matchId(one.match))) once.set(matchId(one.match), one);
  }
  return [...once.values()];
}

function bySoonest(one: Suggested, other: Suggested): number {
  const wait = ({ match }: Suggested) =>
    (isRefused(match) ? 1e9 : 0) + (match.time?.total_minutes ?? 1e6);
  return wait(one) - wait(other);
}

export default function MakeOffer({ request, onDone }: { request: Request; onDone: () => void }) {
  const me = useMe();
  const touched = useTouched(request.id);
  const { value, error, busy } = useFetched(request.id, touched, (signal) =>
    suggestions(request, me.party, signal),
  );
  return (
    <Dialog title={formWords.makeOffer.title(request.reference)} onClose={onDone}>
      <Trouble error={error} />
      {!value && busy && <p role="status">{formWords.ask.matching}</p>}
      {value && <OfferForm request={request} suggested={value} onDone={onDone} />}
    </Dialog>
  );
}

interface FormProps {
  request: Request;
  suggested: readonly Suggested[];
  onDone: () => void;
}

function OfferForm({ request, suggested, onDone }: FormProps) {
  const me = useMe();
  const { busy, error, act } = useAct();
  const fit = suggested.filter(({ match }) => !isRefused(match));
  const others = suggested.filter(({ match }) => isRefused(match));
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    fit.slice(0, 1).map(({ match }) => matchId(match)),
  );
  const [etas, setEtas] = useState<Readonly<Record<string, string>>>({});
  const [loads, setLoads] = useState<Readonly<Record<string, Load>>>({});
  const picture = usePicture();
  const assets = picture.asset;
  const atWork = useMemo(
    () => workingAt(picture, request.incident_id),
    [picture, request.incident_id],
  );
  const [valid, setValid] = useState("+120");
  const [conditions, setConditions] = useState("");
  const [provisional, setProvisional] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);

  const partsOf = (match: Match) => {
    const id = matchId(match);
    return {
      eta: etas[id],
      load: { ...loadOf(match, me.party), ...loads[id] },
      asset: assets.get(id) ?? null,
      goesAlong: (carrier: string) => !chosen.includes(carrier) && !atWork.has(carrier),
      onToggle: toggle,
      onEta: (text: string) => setEtas({ ...etas, [id]: text }),
      onLoad: (change: Partial<Load>) =>
        setLoads({ ...loads, [id]: { ...loadOf(match, me.party), ...loads[id], ...change } }),
    };
  };

  const send = () => {
    const now = nowMs();
    const validMs = parseTime(valid, now, "future");
    const items = suggested
      .filter(({ match }) => chosen.includes(matchId(match)))
      .map(({ match, needId }) => {
        const id = matchId(match);
        const typed = etas[id];
        const eta = typed === undefined ? undefined : parseTime(typed, now, "future");
        return {
          asset_id: id,
          need_id: needId,
          eta,
          suggested: match.time?.eta_at ?? null,
          load: { ...loadOf(match, me.party), ...loads[id] },
        };
      });
    const unreadable = validMs === null || items.some(({ eta }) => eta === null);
    const counted = items.every(({ load }) => /^[1-9]\d{0,4}$/.test(load.quantity.trim()));
    setComplaint(
      items.length === 0
        ? formWords.makeOffer.chooseOne
        : unreadable || !counted
          ? formWords.ask.notReadable
          : null,
    );
    if (items.length === 0 || validMs === null || unreadable || !counted) return;
    const given = items.map(({ asset_id, need_id, eta, suggested, load }) => ({
      asset_id,
      need_id,
      quantity: Number(load.quantity),
      carrier_asset_id: load.carrier || null,
      eta_at: eta == null ? suggested : new Date(eta).toISOString(),
    }));
    act(
      (key) =>
        offerForRequest(key, request.id, {
          items: withCarriers(given, atWork),
          valid_until: new Date(validMs).toISOString(),
          conditions,
          provisional,
        }),
      onDone,
    );
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset className="stack tight">
        <legend className="strong">{formWords.makeOffer.assets}</legend>
        {fit.length === 0 && <p className="muted">{formWords.makeOffer.none}</p>}
        {fit.map(({ match }) => (
          <OneAsset
            key={matchId(match)}
            match={match}
            chosen={chosen.includes(matchId(match))}
            {...partsOf(match)}
          />
        ))}
        {others.length > 0 && (
          <details>
            <summary>{formWords.makeOffer.others}</summary>
            {others.map(({ match }) => (
              <OneAsset
                key={matchId(match)}
                match={match}
                chosen={chosen.includes(matchId(match))}
                {...partsOf(match)}
              />
            ))}
          </details>
        )}
      </fieldset>
      <div className="fields">
        <label className="field">
          <span>{formWords.makeOffer.valid}</span>
          <input name="valid" value={valid} onChange={(event) => setValid(event.target.value)} />
        </label>
        <label className="field">
          <span>{formWords.makeOffer.conditions}</span>
          <input
            name="conditions"
            value={conditions}
            onChange={(event) => setConditions(event.target.value)}
          />
        </label>
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={provisional}
          onChange={(event) => setProvisional(event.target.checked)}
        />
        {formWords.makeOffer.provisional}
      </label>
      {complaint && (
        <p className="problem" role="alert">
          {complaint}
        </p>
      )}
      <Trouble error={error} />
      <div className="row">
        {/* biome-ignore lint/a11y/noAutofocus: Enter sends what is suggested */}
        <button type="submit" className="main" autoFocus disabled={busy}>
          {busy ? words.form.sending : formWords.makeOffer.send} <kbd>↵</kbd>
        </button>
        <button type="button" onClick={onDone}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
