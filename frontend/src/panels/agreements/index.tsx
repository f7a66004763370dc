/** The register of agreements: where each stands, what it says, and what it makes visible. */

import "../registers.css";
import type { Agreement } from "@/api/types";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import type { PanelProps } from "@/panels/panel";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { byStanding, missing, standingVersion, unsigned, waitsFor } from "@/state/standing";
import { Link } from "@/ui/link";
import { useSteps } from "@/ui/row-keys";
import { type Column, VirtualTable } from "@/ui/virtual-table";
import { Arrangement } from "./arrangement";
import { Detail } from "./detail";
import { Draft, Redraft } from "./draft";
import { signatures, TONE } from "./labels";

const said = registerWords.agreements;

export default function Agreements({ rest }: PanelProps) {
  const negotiates = useMay("negotiator");
  const { agreement } = usePicture();
  if (rest === "new" && negotiates) return <Draft />;
  const [id = "", part] = rest.split("/");
  const arranged = part === "arrangement" && agreement.get(id);
  if (arranged && negotiates) return <Arrangement agreement={arranged} />;
  const edited = rest.endsWith("/edit") && agreement.get(rest.slice(0, -"/edit".length));
  if (edited && negotiates) return <Redraft agreement={edited} />;
  return <Register chosen={rest || null} negotiates={negotiates} />;
}

function Register({ chosen, negotiates }: { chosen: string | null; negotiates: boolean }) {
  const { party } = useMe();
  const now = useNow(5_000);
  const { agreement, number } = usePicture();
  const rows = byStanding(agreement.values(), party);
  const row = rows.find(({ id }) => id === chosen) ?? null;
  useSteps(
    "/agreements",
    rows.map(({ id }) => id),
    chosen,
  );
  return (
    <div className={row ? "page short" : "page"}>
      <div className="row apart">
        <h1>{said.title}</h1>
        {negotiates && (
          <button type="button" onClick={() => go("/agreements/new")}>
            {said.create}
          </button>
        )}
      </div>
      {rows.length === 0 && <p className="empty">{number > 0 ? said.none : words.loading}</p>}
      {rows.length > 0 && (
        <VirtualTable label={said.table} rows={rows} columns={columns(party)} chosen={chosen} />
      )}
      {chosen && !row && <p className="empty">{said.gone}</p>}
      {row && <Detail key={row.id} agreement={row} now={now} />}
    </div>
  );
}

function columns(party: string): readonly Column<Agreement>[] {
  return [
    {
      name: "reference",
      title: said.reference,
      cell: ({ id, reference }) => <Link href={`/agreements/${id}`}>{reference}</Link>,
    },
    { name: "title", title: said.name, extra: true, grows: true, cell: ({ title }) => title },
    {
      name: "parties",
      title: said.parties,
      extra: true,
      cell: ({ parties }) => parties.join(", "),
    },
    {
      name: "state",
      title: said.state,
      cell: (agreement) => {
        const version = standingVersion(agreement);
        const conflicts = agreement.versions.some((one) => one.conflicts);
        return (
          version && (
            <>
              <span className={TONE[version.state]}>{said.versionState[version.state]}</span>
              {conflicts && <span className="alert"> · {said.conflicts.short}</span>}
            </>
          )
        );
      },
    },
    {
      name: "signatures",
      title: said.signatures,
      cell: (agreement) => {
        const version = unsigned(agreement) ?? standingVersion(agreement);
        const own = waitsFor(agreement, party);
        return (
          version && (
            <span className={own ? "alert strong" : "muted"}>
              {signatures(version, missing(agreement, version))}
            </span>
          )
        );
      },
    },
  ];
}
