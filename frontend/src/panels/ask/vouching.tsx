/** Who vouches for a ship of opportunity: its reporter takes it back, anybody else doubts it. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Match } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe } from "@/state/hooks";
import { FormDialog } from "@/ui/form";

const said = formWords.ask.ship;

interface Props {
  match: Match;
  onActed: () => void;
}

export function Vouching({ match, onActed }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const told = match.reasons.find(({ code }) => code === "reported_by");
  const { ship_id } = match;
  if (!told || !ship_id) return null;
  const own = told.params.party === me.party;
  const name = own ? said.withdraw : said.doubt;
  const path = own ? "/api/ships/{ship_id}/withdraw" : "/api/ships/{ship_id}/doubt";
  return (
    <>
      <button type="button" className={own ? "grave" : ""} onClick={() => setAsking(true)}>
        {name}
      </button>
      {asking && (
        <FormDialog
          title={`${name}: ${match.name}`}
          draft={`vouching.${ship_id}`}
          fields={[{ name: "reason", label: words.why, kind: "line", required: true }]}
          main={name}
          send={async (typed, key) => {
            const body = { reason: typed.text("reason") };
            await write(key, "POST", path, { path: { ship_id }, body });
            onActed();
          }}
          onDone={() => setAsking(false)}
        >
          <p>{own ? said.withdrawn : said.doubted}</p>
        </FormDialog>
      )}
    </>
  );
}
