/** The columns of the register of assets. */

import { useTypeName } from "@/data/asset-types";
import { age } from "@/geo/format";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import type { FleetColumn, FleetRow } from "@/state/fleet";
import { Link } from "@/ui/link";
import { PartyTag } from "@/ui/party";
import type { Column } from "@/ui/virtual-table";
import { READY_TONE, readyText } from "./readiness";

const said = registerWords.assets;

/** Its code, as lists and imports have it, and its name, which stands alone on a phone. */
function Type({ code }: { code: string }) {
  const name = useTypeName(code);
  if (name === code) return code;
  return (
    <span className="two-lines" title={name}>
      <span className="code">{code} </span>
      <span className="muted">{name}</span>
    </span>
  );
}

/** Ages are told as of `now`. */
export function columnsAt(now: number): readonly (Column<FleetRow> & { name: FleetColumn })[] {
  return [
    {
      name: "name",
      title: said.name,
      grows: true,
      cell: ({ id, asset }) => <Link href={`/assets/${id}`}>{asset.name}</Link>,
    },
    {
      name: "party",
      title: said.party,
      cell: ({ asset }) => <PartyTag code={asset.party} />,
    },
    { name: "type", title: said.type, cell: ({ asset }) => <Type code={asset.type} /> },
    {
      name: "readiness",
      title: said.ready,
      cell: ({ asset: { readiness }, work }) =>
        readiness && (
          <span className={work ? "muted" : READY_TONE[readiness]}>
            {readyText(readiness, work !== null)}
          </span>
        ),
    },
    {
      name: "base",
      title: said.base,
      extra: true,
      cell: ({ asset }) => <span className="two-lines">{asset.base_name}</span>,
    },
    {
      name: "heard",
      title: said.heard,
      extra: true,
      cell: ({ heardMs }) => heardMs !== null && said.ago(age(now - heardMs)),
    },
    {
      name: "task",
      title: said.task,
      extra: true,
      cell: ({ work }) =>
        work &&
        (work.incident_id ? (
          <Link href={`/incidents/${work.incident_id}/answers`}>
            {helpWords.workState[work.state]}
          </Link>
        ) : (
          helpWords.workState[work.state]
        )),
    },
  ];
}
