/** A negotiator's acts on a version, each confirmed once more. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Agreement } from "@/api/types";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { useMe, useNames } from "@/state/hooks";
import { missing, type Version, type VersionAct } from "@/state/standing";
import { FormDialog } from "@/ui/form";
import { Sure } from "@/ui/sure";
import { ConflictLine, type useConflicts } from "./conflicts";

const said = registerWords.agreements;
const GRAVE: ReadonlySet<VersionAct> = new Set<VersionAct>(["discard", "suspend_sharing", "end"]);
const MAIN: ReadonlySet<VersionAct> = new Set<VersionAct>([
  "propose",
  "sign",
  "resume_sharing",
  "take_back_notice",
  "resume",
]);

interface Props {
  agreement: Agreement;
  version: Version;
  conflicts: ReturnType<typeof useConflicts>;
  acts: readonly VersionAct[];
}

export function Acts({ agreement, version, conflicts, acts }: Props) {
  const [doing, setDoing] = useState<VersionAct | null>(null);
  if (acts.length === 0) return null;
  return (
    <div className="row">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className={GRAVE.has(act) ? "grave" : MAIN.has(act) ? "main" : ""}
          onClick={() => setDoing(act)}
        >
          {nameOf(act, version)}
        </button>
      ))}
      {doing && (
        <Asked
          agreement={agreement}
          version={version}
          conflicts={conflicts}
          act={doing}
          onDone={() => setDoing(null)}
        />
      )}
    </div>
  );
}

function nameOf(act: VersionAct, { state }: Version): string {
  if (act !== "end" || state === "in_force") return said.act[act];
  return state === "proposed" ? said.act.refuse : said.act.endWhole;
}

interface AskedProps {
  agreement: Agreement;
  version: Version;
  conflicts: Props["conflicts"];
  act: VersionAct;
  onDone: () => void;
}

function Asked({ agreement, version, conflicts, act, onDone }: AskedProps) {
  const { party } = useMe();
  const partyOf = useNames();
  const { id, reference, parties } = agreement;
  const { number } = version;
  const title = `${nameOf(act, version)}: ${reference}`;
  const main = nameOf(act, version);
  const draft = `agreement-${act}.${version.id}`;
  const why = { name: "reason", label: words.why, kind: "prose", required: true } as const;
  const sure = { title, main, onDone, onCancel: onDone, grave: GRAVE.has(act) };
  const atOnce = act === "end" && version.state !== "in_force";
  const from = {
    name: "from",
    label: said.noticeFrom,
    kind: "future",
    hint: said.noticeHint,
  } as const;
  switch (act) {
    case "propose":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/propose", {
              path: { agreement_id: id },
              body: { version: number },
            })
          }
        >
          <p>
            {said.sure.propose(
              parties
                .filter((one) => one !== party)
                .map(partyOf)
                .join(", "),
            )}
          </p>
          <ConflictLine found={conflicts} />
        </Sure>
      );
    case "discard":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "DELETE", "/api/agreements/{agreement_id}/draft", {
              path: { agreement_id: id },
            })
          }
        >
          <p>{said.sure.discard}</p>
        </Sure>
      );
    case "sign":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/sign", {
              path: { agreement_id: id },
              body: { version: number },
            })
          }
        >
          <p>{said.sure.sign(partyOf(party), number, version.terms.length)}</p>
          <p>{whenItHolds(agreement, version, party, partyOf)}</p>
          <ConflictLine found={conflicts} />
        </Sure>
      );
    case "resume":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/resume", {
              path: { agreement_id: id },
              body: { version: number },
            })
          }
        >
          <p>{said.sure.resume}</p>
        </Sure>
      );
    case "resume_sharing":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/resume-sharing", {
              path: { agreement_id: id },
              body: { version: number },
            })
          }
        >
          <p>{said.sure.resume_sharing}</p>
        </Sure>
      );
    case "take_back_notice":
      return (
        <Sure
          {...sure}
          act={(key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/take-back-notice", {
              path: { agreement_id: id },
              body: { version: number },
            })
          }
        >
          <p>{said.sure.take_back_notice}</p>
        </Sure>
      );
    case "suspend_sharing":
      return (
        <FormDialog
          title={title}
          draft={draft}
          fields={[why, from]}
          main={main}
          send={(typed, key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/suspend-sharing", {
              path: { agreement_id: id },
              body: {
                version: number,
                reason: typed.text("reason"),
                from_at: typed.at("from", "future"),
              },
            })
          }
          onDone={onDone}
        >
          <p>{said.sure.suspend_sharing(partyOf(party))}</p>
        </FormDialog>
      );
    case "end":
      return (
        <FormDialog
          title={title}
          draft={draft}
          fields={atOnce ? [why] : [why, from]}
          main={main}
          send={(typed, key) =>
            write(key, "POST", "/api/agreements/{agreement_id}/end", {
              path: { agreement_id: id },
              body: {
                version: number,
                reason: typed.text("reason"),
                at: atOnce ? null : typed.at("from", "future"),
              },
            })
          }
          onDone={onDone}
        >
          <p>
            {atOnce
              ? said.sure.refuse
              : said.sure.end(
                  partyOf(party),
                  goingOn(agreement, version, party).map(partyOf).join(", "),
                )}
          </p>
        </FormDialog>
      );
  }
}

/** The parties that go on among themselves when this one ends its part; none: fewer than two. */
function goingOn({ parties }: Agreement, { withdrawals }: Version, party: string): string[] {
  const left = new Set([party, ...withdrawals.map((one) => one.party)]);
  const others = parties.filter((one) => !left.has(one));
  return others.length > 1 ? others : [];
}

function whenItHolds(
  agreement: Agreement,
  version: Version,
  party: string,
  partyOf: (code: string) => string,
): string {
  const others = missing(agreement, version).filter((one) => one !== party);
  return others.length > 0
    ? said.sure.others(others.map(partyOf).join(", "))
    : said.sure.last(dated(version.valid_from));
}
