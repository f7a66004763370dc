/** The register of assets: own ones and those of others that one sees, in one table. */

import { write } from "@/api/client";
import "../registers.css";
import { useMemo } from "react";
import { useKept } from "@/data/kept-drafts";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import type { PanelProps } from "@/panels/panel";
import { positions } from "@/state/desk";
import { type FleetColumn, fleetOf, lookedFor, sorted } from "@/state/fleet";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { pointsAt } from "@/state/pointing";
import { go } from "@/state/route";
import { useStore } from "@/state/store";
import { useAct } from "@/ui/act";
import { useKeyThen } from "@/ui/keys";
import { useSteps } from "@/ui/row-keys";
import { Trouble } from "@/ui/trouble";
import { VirtualTable } from "@/ui/virtual-table";
import { AssetFilter } from "./asset-filter";
import { NewAsset } from "./asset-form";
import { columnsAt } from "./columns";
import { Detail } from "./detail";
import { Importing } from "./importing";
import { NewType, Types } from "./own-types";
import { READY_KEYS } from "./readiness";

const said = registerWords.assets;

export default function Assets({ rest }: PanelProps) {
  const registers = useMay("registrar");
  if (rest === "new") return <NewAsset />;
  if (rest === "import") return <Importing />;
  if (rest === "types") return <Types />;
  if (rest === "types/new") return <NewType />;
  return <Register chosen={rest || null} registers={registers} />;
}

function Register({ chosen, registers }: { chosen: string | null; registers: boolean }) {
  const { party } = useMe();
  const now = useNow(5_000);
  const [draft, write] = useKept("assets.look", { party, by: "name" });
  const all = useFleet();
  const { text = "", kind = "", readiness = "", by = "name", down = "" } = draft;
  const whose = draft.party ?? "";
  const rows = useMemo(
    () =>
      sorted(lookedFor(all, { text, kind, readiness, party: whose }), by as FleetColumn, !!down),
    [all, text, kind, readiness, whose, by, down],
  );
  const columns = useMemo(() => columnsAt(now), [now]);
  const row = all.find(({ id }) => id === chosen) ?? null;
  useSteps(
    "/assets",
    rows.map(({ id }) => id),
    chosen,
  );
  const pictured = usePicture().number > 0;
  const none = registers ? said.none : said.noneReader;
  const empty = pictured ? none : words.loading;
  return (
    <div className={row ? "page short" : "page"}>
      <div className="row apart">
        <h1>{said.title}</h1>
        <span className="row">
          {registers && (
            <>
              <button type="button" onClick={() => go("/assets/new")}>
                {said.create}
              </button>
              <button type="button" onClick={() => go("/assets/import")}>
                {said.import}
              </button>
            </>
          )}
          <button type="button" onClick={() => go("/assets/types")}>
            {said.types}
          </button>
        </span>
      </div>
      <AssetFilter
        filter={draft}
        parties={[...new Set(all.map((one) => one.asset.party))]}
        change={write}
      />
      <div className="row apart muted">
        <span role="status">{said.count(rows.length, all.length)}</span>
        <span className="by-key">{registers ? said.hint : said.hintReader}</span>
      </div>
      {rows.length === 0 && <p className="empty">{all.length === 0 ? empty : said.noneFits}</p>}
      <VirtualTable
        label={said.table}
        rows={rows}
        columns={columns}
        chosen={chosen}
        sorting={{ by, down: !!down }}
        onSort={(sorting) => write({ by: sorting.by, down: sorting.down ? "yes" : "" })}
        about={({ id }) => pointsAt("asset", id)}
      />
      {chosen && !row && <p className="empty">{said.gone}</p>}
      {row?.asset.own && registers && <QuickReadiness id={row.id} />}
      {row && <Detail key={row.id} row={row} now={now} registers={registers} />}
    </div>
  );
}

function useFleet() {
  const { asset, deployment } = usePicture();
  const heard = useStore(positions);
  return useMemo(() => fleetOf(asset, heard, deployment), [asset, heard, deployment]);
}

/** `R` and a letter: its readiness in two keystrokes. */
function QuickReadiness({ id }: { id: string }) {
  const { error, act } = useAct();
  const waiting = useKeyThen("r", (letter) => {
    const readiness = READY_KEYS.get(letter);
    if (readiness)
      act((key) =>
        write(key, "POST", "/api/assets/{asset_id}/readiness", {
          path: { asset_id: id },
          body: { readiness, reason: "", until: null },
        }),
      );
    return readiness !== undefined;
  });
  return (
    <>
      {waiting && (
        <p className="call card" role="status">
          {said.choosing}
        </p>
      )}
      <Trouble error={error} />
    </>
  );
}
