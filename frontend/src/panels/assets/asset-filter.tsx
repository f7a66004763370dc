/** The filter of the register of assets. */

import type { Kind } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import { useMe } from "@/state/hooks";
import { Choice } from "@/ui/choice";
import { READY_OPTIONS } from "./readiness";

interface Props {
  filter: Draft;
  parties: readonly string[];
  change: (part: Draft) => void;
}

const said = registerWords.assets;
const KINDS = Object.keys(helpWords.kind) as Kind[];

export function AssetFilter({ filter, parties, change }: Props) {
  const { party } = useMe();
  const others = parties.filter((other) => other !== party).sort();
  const whose = [
    [party, said.own],
    ...others.map((other) => [other, other] as const),
    ["", said.all],
  ] as const;
  return (
    <search className="fields">
      <label className="field">
        <span>{said.search}</span>
        <input
          type="search"
          value={filter.text ?? ""}
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <Choice
        name={said.whose}
        value={filter.party ?? ""}
        options={whose}
        take={(chosen) => change({ party: chosen })}
      />
      <Choice
        name={said.kind}
        value={filter.kind ?? ""}
        options={[["", said.any], ...KINDS.map((kind) => [kind, helpWords.kind[kind]] as const)]}
        take={(kind) => change({ kind })}
      />
      <Choice
        name={said.ready}
        value={filter.readiness ?? ""}
        options={[["", said.any], ...READY_OPTIONS]}
        take={(readiness) => change({ readiness })}
      />
    </search>
  );
}
