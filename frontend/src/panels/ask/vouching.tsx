/** Who vouches for a ship of opportunity: its reporter takes it back, anybody else doubts it. */

import { useId, useState } from "react";
import { write } from "@/api/client";
import type { Match } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe } from "@/state/hooks";
import { Sure } from "@/ui/sure";

const said = formWords.ask.ship;

interface Props {
  match: Match;
  onActed: () => void;
}

export function Vouching({ match, onActed }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const told = match.reasons.find(({ code }) => code === "reported_by");
  if (!told || !match.ship_id) return null;
  const own = told.params.party === me.party;
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        {own ? said.withdraw : said.doubt}
      </button>
      {asking && (
        <WithReason
          own={own}
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

interface ReasonProps {
  own: boolean;
  name: string;
  shipId: string;
  onDone: () => void;
  onCancel: () => void;
}

/** Stands inside the form of the need: its field is none of that. */
function WithReason({ own, name, shipId, onDone, onCancel }: ReasonProps) {
  const [reason, setReason] = useState("");
  const id = useId();
  const main = own ? said.withdraw : said.doubt;
  const path = own ? "/api/ships/{ship_id}/withdraw" : "/api/ships/{ship_id}/doubt";
  return (
    <Sure
      title={`${main}: ${name}`}
      main={main}
      grave={own}
      act={(key) => write(key, "POST", path, { path: { ship_id: shipId }, body: { reason } })}
      onDone={onDone}
      onCancel={onCancel}
    >
      <p>{own ? said.withdrawn : said.doubted}</p>
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
