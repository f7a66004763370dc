/**
 * Words on a ship of opportunity: its reporter takes it back, anybody else doubts it or no longer.
 */

import { useId, useState } from "react";
import { write } from "@/api/client";
import type { Match } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe, usePicture } from "@/state/hooks";
import { Sure } from "@/ui/sure";

const said = formWords.ask.ship;
const PATHS = {
  doubt: "/api/ships/{ship_id}/doubt",
  believe: "/api/ships/{ship_id}/believe",
  withdraw: "/api/ships/{ship_id}/withdraw",
} as const;

interface Props {
  match: Match;
  onActed: () => void;
}

export function Vouching({ match, onActed }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const flag = usePicture().ship.get(match.ship_id ?? "")?.flag;
  const told = match.reasons.find(({ code }) => code === "reported_by");
  if (!told || !match.ship_id) return null;
  const doubt = match.reasons.find(({ code }) => code === "ship_doubted");
  const parties = (doubt?.params.parties ?? []) as readonly string[];
  const step =
    told.params.party === me.party ? "withdraw" : parties.includes(me.party) ? "believe" : "doubt";
  return (
    <>
      {flag && <small className="muted">{said.flag(flag)}</small>}
      <button type="button" onClick={() => setAsking(true)}>
        {said[step].does}
      </button>
      {asking && (
        <WithReason
          step={step}
          name={match.name}
          shipId={match.ship_id}
          onDone={() => {
            setAsking(false);
            onActed();
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}

type Step = keyof typeof PATHS;

interface ReasonProps {
  step: Step;
  name: string;
  shipId: string;
  onDone: () => void;
  onCancel: () => void;
}

/** Stands inside the form of the need: its field is none of that. */
function WithReason({ step, name, shipId, onDone, onCancel }: ReasonProps) {
  const [reason, setReason] = useState("");
  const id = useId();
  const { does: main, means } = said[step];
  return (
    <Sure
      title={`${main}: ${name}`}
      main={main}
      grave={step === "withdraw"}
      act={(key) =>
        write(key, "POST", PATHS[step], { path: { ship_id: shipId }, body: { reason } })
      }
      onDone={onDone}
      onCancel={onCancel}
    >
      <p>{means}</p>
      <div className="field">
        <label htmlFor={id}>{words.why}</label>
        <input
          id={id}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </div>
    </Sure>
  );
}
