/** The types of assets: a party's own, which a registrar adds and refines, and those shipped. */

import { useState } from "react";
import { readAssetTypes, readCapabilities } from "@/api/catalogue";
import { write } from "@/api/client";
import type { AssetType, Capability } from "@/api/types";
import { readTypesAnew } from "@/data/asset-types";
import { useFetched } from "@/data/fetched";
import { minutes } from "@/geo/format";
import { capabilityText } from "@/i18n/capability-text";
import { registerWords } from "@/i18n/register-words";
import { useMay, useMe } from "@/state/hooks";
import { go } from "@/state/route";
import { Form, FormDialog } from "@/ui/form";
import { landingNeeds } from "@/ui/landing-needs";
import { Link } from "@/ui/link";
import { Loading } from "@/ui/opening";
import { Sure } from "@/ui/sure";
import { Trouble } from "@/ui/trouble";
import { kindText } from "./build-fields";
import { OwnCapabilities } from "./own-capabilities";
import { addedType, fieldsOfNew, fieldsOfRefined, refinedType } from "./type-fields";

const said = registerWords.types;

export function Types() {
  const { party } = useMe();
  const registers = useMay("registrar");
  const [changes, setChanges] = useState(0);
  const { value, error } = useFetched("asset-types", changes, readAssetTypes);
  const able = useFetched("capabilities", changes, readCapabilities).value ?? [];
  const types = value ?? [];
  const own = types.filter((one) => one.party === party);
  const others = types.filter((one) => one.party && one.party !== party);
  const shipped = types.filter((one) => !one.party);
  const changed = () => {
    readTypesAnew();
    setChanges((before) => before + 1);
  };
  return (
    <div className="page">
      <div className="row apart">
        <h1>{said.title}</h1>
        <span className="row">
          {registers && (
            <button type="button" onClick={() => go("/assets/types/new")}>
              {said.add}
            </button>
          )}
          <Link href="/assets">{said.back}</Link>
        </span>
      </div>
      <p className="muted words">{said.about}</p>
      <Trouble error={error} />
      {!value && !error && <Loading />}
      <Lines title={said.own(party)} types={own}>
        {(one) =>
          registers && !one.withdrawn_at && <Acts type={one} able={able} onDone={changed} />
        }
      </Lines>
      {value && own.length === 0 && <p className="empty">{said.none}</p>}
      <OwnCapabilities known={able} onDone={changed} />
      {others.length > 0 && <Lines title={said.others} types={others} />}
      {shipped.length > 0 && (
        <details>
          <summary>{said.shipped(shipped.length)}</summary>
          <Lines title={said.shippedTitle} types={shipped} />
        </details>
      )}
    </div>
  );
}

interface LinesProps {
  title: string;
  types: readonly AssetType[];
  children?: (type: AssetType) => React.ReactNode;
}

function Lines({ title, types, children }: LinesProps) {
  if (types.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="stack tight">
        {types.map((one) => (
          <li key={one.code}>
            <strong>
              <code>{one.code}</code> {one.name}
            </strong>{" "}
            {one.withdrawn_at && <span className="alert">{said.withdrawn}</span>}
            <div className="muted words">{lineOf(one)}</div>
            {children?.(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The figures of a type in one line, as far as they are known, and whose word they are. */
function lineOf(one: AssetType): string {
  const { notice } = one;
  return [
    kindText(one),
    one.unit_class,
    one.divisible && said.parts,
    one.based_on && said.basedOn(one.based_on),
    one.response_kn ? said.makes(one.response_kn) : one.cruise_kn && said.makes(one.cruise_kn),
    one.radius_nm && said.reaches(one.radius_nm),
    one.endurance_h && said.stays(one.endurance_h),
    one.capacity_normal != null && said.takes(one.capacity_normal),
    one.kind === "vessel" && one.hull && said.hullOf(said.hulls[one.hull]),
    ...landingNeeds(one),
    ...one.recovery.map(({ means, persons_an_hour, sea_state_max }) =>
      said.recovers(capabilityText(means), persons_an_hour, sea_state_max),
    ),
    said.leaves(minutes(notice.day_minutes), minutes(notice.night_minutes)),
    one.turn_round_minutes > 0 && said.turns(minutes(one.turn_round_minutes)),
    one.capabilities.map(capabilityText).join(", "),
    one.illustrative ? said.illustrative(one.source.note) : one.source.note,
  ]
    .filter(Boolean)
    .join(" · ");
}

interface ActsProps {
  type: AssetType;
  able: readonly Capability[];
  onDone: () => void;
}

function Acts({ type, able, onDone }: ActsProps) {
  const [doing, setDoing] = useState<"refine" | "withdraw" | null>(null);
  const stop = () => setDoing(null);
  const done = () => {
    stop();
    onDone();
  };
  const version = type.version ?? 0;
  return (
    <div className="row">
      <button type="button" onClick={() => setDoing("refine")}>
        {said.refine}
        <span className="hidden"> {type.code}</span>
      </button>
      <button type="button" className="grave" onClick={() => setDoing("withdraw")}>
        {said.withdraw}
        <span className="hidden"> {type.code}</span>
      </button>
      {doing === "refine" && (
        <FormDialog
          title={`${said.refine}: ${type.code}`}
          draft={`type.${type.code}.${version}`}
          begin={{ capabilities: type.capabilities.join(" ") }}
          fields={(typed) => fieldsOfRefined(type, able, typed)}
          main={said.save}
          send={async (typed, key) => {
            await write(key, "PATCH", "/api/asset-types/{code}", {
              path: { code: type.code },
              version,
              body: refinedType(type, typed),
            });
            onDone();
          }}
          onDone={stop}
        />
      )}
      {doing === "withdraw" && (
        <Sure
          title={`${said.withdraw}: ${type.code}`}
          main={said.withdraw}
          act={(key) =>
            write(key, "POST", "/api/asset-types/{code}/withdraw", {
              path: { code: type.code },
              version,
            })
          }
          onDone={done}
          onCancel={stop}
        >
          <p>{said.withdrawSure(type.name)}</p>
        </Sure>
      )}
    </div>
  );
}

export function NewType() {
  const { party } = useMe();
  const { value, error } = useFetched("asset-types", 0, readAssetTypes);
  const able = useFetched("capabilities", 0, readCapabilities);
  return (
    <div className="page">
      <h1>{said.add}</h1>
      <p className="muted words">{said.addAbout(party)}</p>
      <Trouble error={error} />
      {(!value || able.busy) && !error && <Loading />}
      {value && !able.busy && (
        <Form
          isPage
          focused
          draft="asset-type.new"
          fields={(typed) => fieldsOfNew(value, party, able.value ?? [], typed)}
          main={said.add}
          send={async (typed, key) => {
            await write(key, "POST", "/api/asset-types", { body: addedType(value, typed) });
            readTypesAnew();
            go("/assets/types");
          }}
          onDone={() => {}}
          onCancel={() => go("/assets/types")}
        />
      )}
    </div>
  );
}
