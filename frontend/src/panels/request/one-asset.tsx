/** One of one's own assets as it is offered: when it is there, how many, and what brings it. */

import type { Asset, Match } from "@/api/types";
import { useTypeName } from "@/data/asset-types";
import { minutes, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { isRefused } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMe, usePicture } from "@/state/hooks";
import { matchId } from "@/state/scene";
import type { Shift } from "@/state/shifts";
import { Choice } from "@/ui/choice";
import { Moved } from "@/ui/match";
import { noTimeText } from "@/ui/no-time";
import { verdictText } from "@/ui/verdict";
import type { NotSuited } from "./suggested";
import { expectedMs } from "./too-late";

/** An asset's quantity, and its carrier. */
export interface Load {
  readonly quantity: string;
  /** An asset's id; empty: it goes by itself. */
  readonly carrier: string;
}

/** As the match list has it, when the carrier is one's own. */
export const loadOf = ({ carrier }: Match, party: string): Load => ({
  quantity: "1",
  carrier: carrier?.party === party ? carrier.asset_id : "",
});

interface AssetProps {
  match: Match;
  /** Its verdict is not known. */
  unweighed: boolean;
  /** The reason why it stands among those that do not suit; null: it does not. */
  notSuited: NotSuited | null;
  chosen: boolean;
  shift: Shift | null;
  eta: string;
  promisedMs: number | null;
  load: Load;
  asset: Asset | null;
  /** Whether what carries it is to be offered with it. */
  goesAlong: (carrier: string) => boolean;
  onToggle: (id: string) => void;
  onEta: (text: string) => void;
  onLoad: (change: Partial<Load>) => void;
}

export function OneAsset(props: AssetProps) {
  const { match, unweighed, notSuited, chosen, shift, eta, promisedMs, load, asset, goesAlong } =
    props;
  const { onToggle, onEta, onLoad } = props;
  const id = matchId(match);
  const { party } = useMe();
  const typeName = useTypeName(match.type);
  const now = nowMs();
  const expected = expectedMs(match, now);
  const { expects, noEta } = formWords.makeOffer;
  return (
    <div className={chosen ? "card picked" : "card"}>
      <div className="row apart">
        <label className="choice">
          <input type="checkbox" checked={chosen} onChange={() => onToggle(id)} />
          <strong>{match.name}</strong> <span className="muted">{typeName}</span>
        </label>
        <span>
          {shift && <Moved {...shift} />}{" "}
          {match.time && <strong>{minutes(match.time.total_minutes)}</strong>}{" "}
          {!unweighed && <span className="tag">{judgedText(match, notSuited, party)}</span>}
        </span>
      </div>
      {chosen && (
        <label className="field">
          <span>{formWords.makeOffer.eta}</span>
          <input
            name={`eta-${id}`}
            autoComplete="off"
            placeholder={expected === null ? noEta : expects(utc(expected, now))}
            value={eta}
            onChange={(event) => onEta(event.target.value)}
          />
          <small className="muted">
            {promisedMs !== null
              ? formWords.form.readAs(utc(promisedMs, now))
              : eta.trim()
                ? formWords.ask.byHint
                : formWords.makeOffer.etaHint}
          </small>
        </label>
      )}
      {chosen && asset && (
        <Loading asset={asset} load={load} goesAlong={goesAlong} onLoad={onLoad} />
      )}
      {isRefused(match) && (
        <ul className="muted">
          {match.reasons.map((reason) => (
            <li key={reason.code + reason.sentence}>{reason.sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Its verdict; of one that would be allowed to come, and does not suit, why it does not. */
function judgedText(match: Match, notSuited: NotSuited | null, party: string): string {
  if (notSuited === "not_named") return formWords.makeOffer.notNamed;
  return notSuited === "no_time" ? noTimeText(match, party) : verdictText(match, party);
}

const CARRIED = new Set<Asset["kind"]>(["team", "equipment", "expertise"]);
const CARRIERS = new Set<Asset["kind"]>(["vessel", "aircraft"]);

/** Only for what there is several of, and for what does not go by itself. */
type LoadingProps = Pick<AssetProps, "load" | "goesAlong" | "onLoad"> & { asset: Asset };

function Loading({ asset, load, goesAlong, onLoad }: LoadingProps) {
  const all = usePicture().asset;
  const several = asset.quantity ?? 1;
  const carriers = [...all.values()].filter(
    ({ own, kind, retired_at }) => own && CARRIERS.has(kind) && !retired_at,
  );
  return (
    <div className="fields">
      {several > 1 && (
        <label className="field">
          <span>{formWords.makeOffer.quantity(several)}</span>
          <input
            inputMode="numeric"
            value={load.quantity}
            onChange={(event) => onLoad({ quantity: event.target.value })}
          />
        </label>
      )}
      {CARRIED.has(asset.kind) && (
        <Choice
          name={formWords.makeOffer.carrier}
          value={load.carrier}
          options={[
            ["", formWords.makeOffer.itself],
            ...carriers.map(({ id, name }) => [id, name] as const),
          ]}
          take={(carrier) => onLoad({ carrier })}
        />
      )}
      {load.carrier && goesAlong(load.carrier) && (
        <p className="muted wide">{formWords.makeOffer.along}</p>
      )}
    </div>
  );
}
