/** Ready-made texts of a case: which one, to whom, and it as it stands now. Keys: B, then a letter. */

import { useEffect, useRef, useState } from "react";
import type { FullIncident, TextKind } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { useMe } from "@/state/hooks";
import { smcOf } from "@/state/smc";
import { useKeyFirst } from "@/ui/keys";
import ReadyText from "./ready-text";
import Sitrep from "./sitrep";
import { BROADCAST, GROUPS, isAddressed, kindsShown } from "./text-kinds";
import { ToWhom } from "./to-whom";

const said = formWords.text;

interface Props {
  incident: FullIncident;
  /** The number of presses of its key: then letters choose. */
  asked: number;
}

export default function Texts({ incident, asked }: Props) {
  const [kind, setKind] = useState<TextKind | null>(null);
  const [answered, setAnswered] = useState(0);
  // Not set by an effect: the letter may be pressed right after the key.
  const armed = asked !== answered;
  const section = useRef<HTMLElement>(null);
  const { party } = useMe();
  const leads = incident.lead.party === party;
  const shown = kindsShown(incident.state, leads);
  const show = (one: TextKind | null) => {
    setKind(one);
    setAnswered(asked);
  };
  // Again with the text: what stands above may have been loaded meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press of the key, and each text
  useEffect(() => {
    if (asked > 0) section.current?.scrollIntoView({ block: "start" });
  }, [asked, kind]);
  return (
    <section ref={section} className="stack tight" aria-label={said.title}>
      <h2>
        {said.title} <kbd>B</kbd>
      </h2>
      {armed && <p role="status">{said.which}</p>}
      {GROUPS.map(({ name, kinds }) => {
        const here = kinds.filter(([one]) => shown.has(one));
        return here.length === 0 ? null : (
          <div key={name} className="row">
            <span className="muted">{said.group[name]}</span>
            {here.map(([one, key]) => (
              <button
                key={one}
                type="button"
                aria-pressed={kind === one}
                onClick={() => show(kind === one ? null : one)}
              >
                {said.kind[one]} {armed && <kbd>{key.toUpperCase()}</kbd>}
                {armed && <Letter letter={key} act={() => show(one)} />}
              </button>
            ))}
          </div>
        );
      })}
      {armed && <Letter letter="escape" act={() => setAnswered(asked)} />}
      {kind && <Text key={kind} incident={incident} kind={kind} />}
    </section>
  );
}

/** A key that is taken while it is there. */
function Letter({ letter, act }: { letter: string; act: () => void }) {
  useKeyFirst(letter, act);
  return null;
}

function Text({ incident, kind }: { incident: FullIncident; kind: TextKind }) {
  const [to, setTo] = useState("");
  const [propose, setPropose] = useState(false);
  const [toAll, setToAll] = useState(false);
  const { centre_id } = useMe();
  const kept = incident.kept_from.map(({ party }) => party);
  const isSmc = smcOf(incident).id === centre_id;
  const options = { propose, toAll };
  if (kind === "sitrep-short" || kind === "sitrep-full")
    return <Sitrep incident={incident} kind={kind} />;
  const waits = kind === "call-script" && !to;
  return (
    <div className="stack tight">
      {isAddressed(kind) && (
        <ToWhom
          label={kind === "call-script" ? said.to : said.addressee}
          none={kind === "request" ? said.allAsked : said.nobody}
          keptFrom={kept}
          value={to}
          onChange={setTo}
        />
      )}
      {kind === "call-script" && isSmc && to && (
        <Check label={said.propose} checked={propose} onChange={setPropose} />
      )}
      {BROADCAST.has(kind) && kept.length > 0 && (
        <Check label={said.toAll(kept.join(", "))} checked={toAll} onChange={setToAll} />
      )}
      {!waits && (
        <ReadyText incidentId={incident.id} kind={kind} centreId={to || null} options={options} />
      )}
    </div>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="row">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
