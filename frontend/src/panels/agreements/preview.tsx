/** Own assets as another party sees them: now, and under a text that is not in force yet. */

import { useState } from "react";
import { readPreview } from "@/api/agreements";
import type { Agreement, Phase } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture, useTouched } from "@/state/hooks";
import type { Version } from "@/state/standing";
import { Choice } from "@/ui/choice";
import { Trouble } from "@/ui/trouble";
import { type Column, VirtualTable } from "@/ui/virtual-table";
import { gain, type Row, seenText, summary, suspendedText } from "./labels";

const all = registerWords.agreements;
const said = all.preview;
const PHASES: readonly Phase[] = ["distress", "alert", "uncertainty"];

export function Preview({ agreement }: { agreement: Agreement }) {
  const { party } = useMe();
  const [open, setOpen] = useState(false);
  const others = agreement.parties.filter((one) => one !== party);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{said.title}</summary>
      {open && <Looking agreement={agreement} others={others} />}
    </details>
  );
}

/** Texts that are not in force but could be. */
const triable = ({ versions }: Agreement): Version[] =>
  versions.filter(({ state }) => state === "draft" || state === "proposed");

function Looking({ agreement, others }: { agreement: Agreement; others: readonly string[] }) {
  const tries = triable(agreement);
  const [viewer, setViewer] = useState(others[0] ?? "");
  const [versionId, setVersionId] = useState(tries[0]?.id ?? "");
  const [phase, setPhase] = useState<Phase | "">("");
  const touched = useTouched(agreement.id);
  const { value, error, busy } = useFetched(`${viewer} ${versionId} ${phase}`, touched, (signal) =>
    readPreview({ viewer, versionId: versionId || null, phase: phase || null }, signal),
  );
  const rows = (value?.assets ?? []).map((row) => ({ ...row, id: row.asset_id }));
  return (
    <div className="stack">
      <div className="fields">
        <Choice
          name={said.viewer}
          value={viewer}
          options={others.map((one) => [one, one])}
          take={setViewer}
        />
        <Choice
          name={said.under}
          value={versionId}
          options={[
            ["", said.stands],
            ...tries.map(
              ({ id, number, state }) =>
                [id, said.tries(agreement.reference, number, all.versionState[state])] as const,
            ),
          ]}
          take={setVersionId}
        />
        <Choice
          name={said.supposed}
          value={phase}
          options={[["", said.noCase], ...PHASES.map((one) => [one, words.phase[one]] as const)]}
          take={(one) => setPhase(one as Phase | "")}
        />
      </div>
      <Trouble error={error} />
      {busy && !value && <p role="status">{words.loading}</p>}
      {value && rows.length === 0 && <p className="empty">{said.none}</p>}
      {value && rows.length > 0 && (
        <>
          <p role="status">
            {value.viewer}: {summary(value.assets)}
          </p>
          <VirtualTable
            label={said.table}
            rows={rows}
            columns={columns(!!value.version_id, value.viewer)}
          />
        </>
      )}
    </div>
  );
}

function columns(tried: boolean, viewer: string): readonly Column<Row & { id: string }>[] {
  return [
    { name: "asset", title: said.asset, cell: ({ name }) => name },
    { name: "type", title: said.type, extra: true, cell: ({ type_code }) => type_code },
    {
      name: "now",
      title: said.now,
      cell: ({ now }) => (
        <>
          {seenText(now)} <Suspended seen={now} viewer={viewer} />
        </>
      ),
    },
    ...(tried
      ? [
          {
            name: "tried",
            title: said.tried,
            cell: (row: Row) => row.tried && <Tried row={row} viewer={viewer} />,
          },
        ]
      : []),
    { name: "article", title: said.article, extra: true, cell: (row) => <By row={row} /> },
  ];
}

function Tried({ row, viewer }: { row: Row; viewer: string }) {
  const change = gain(row);
  return (
    <span className={change ? "alert" : "muted"}>
      {row.tried && seenText(row.tried)}
      {change !== 0 && ` (${change > 0 ? said.more : said.less})`}
      {row.tried && (
        <>
          {" "}
          <Suspended seen={row.tried} viewer={viewer} />
        </>
      )}
    </span>
  );
}

/**
 * The line that the own party has suspended what it grants, or the part of one of the two ends;
 * from when.
 */
function Suspended({ seen, viewer }: { seen: Row["now"]; viewer: string }) {
  const { party } = useMe();
  const text = suspendedText(seen, party, viewer, usePicture().agreement.values());
  return text && <span className="alert">({text})</span>;
}

function By({ row }: { row: Row }) {
  const { winner, waiting } = row.tried ?? row.now;
  const more = waiting[0];
  return (
    <span className="muted">
      {[winner && `${winner.article}, ${winner.agreement}`, more && said.waiting(more.article)]
        .filter(Boolean)
        .join("; ")}
    </span>
  );
}
