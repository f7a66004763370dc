/** The coverage of a need: promised (in time, late), moving, arrived, as bars with numbers. */

import "./coverage.css";
import type { Coverage, Incident, Need } from "@/api/types";
import { utc } from "@/geo/format";
import { capabilityText } from "@/i18n/capability-text";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { allFound } from "@/state/all-found";
import { RecoveryLines } from "./recovery-lines";

interface Asked
  extends Partial<Pick<Need, "what" | "kinds" | "capabilities" | "quantity" | "unit">> {
  /** Nobody knows how many at most. */
  readonly atLeast?: boolean;
}

/** The need that is asked for, with every kind that could do it. */
export function needText(need: Asked): string {
  const { what, kinds = [], capabilities = [], quantity = 1, unit = "assets" } = need;
  const doers = kinds.map((kind) => helpWords.kind[kind]).join(" or ");
  const counted = helpWords.need.count(quantity, unit);
  const said = need.atLeast ? helpWords.need.atLeast(counted) : counted;
  const count = `${what || doers || helpWords.need.any}: ${said}`;
  const able = capabilities.map(capabilityText).join(", ");
  return [count, what && doers, able].filter(Boolean).join(" · ");
}

interface NeedCardProps {
  need: Need;
  now: number;
  /** The case it is for, where it is seen. */
  incident?: Incident | undefined;
}

export function NeedCard({ need, now, incident }: NeedCardProps) {
  const people = need.unit === "persons" ? need.coverage : null;
  return (
    <div className="stack tight">
      <div className="row apart">
        <strong>{needText(need)}</strong>
        {need.by_at && (
          <span className="muted">{helpWords.need.by(utc(Date.parse(need.by_at), now))}</span>
        )}
      </div>
      {need.coverage && <CoverageBars coverage={need.coverage} />}
      {people && people.wanted < need.quantity && (
        <p>{formWords.coverage.left(need.quantity, people.wanted)}</p>
      )}
      {people && <RecoveryLines coverage={people} now={now} incident={incident} />}
      {people && allFound(incident) && <p className="people">{formWords.coverage.allFound}</p>}
    </div>
  );
}

export function CoverageBars({ coverage }: { coverage: Coverage }) {
  const { wanted, promised, in_time, late, moving, arrived, room_unknown } = coverage;
  const of = (count: number) =>
    formWords.coverage.of(room_unknown.length > 0 ? (count ? `${count}+` : "?") : count, wanted);
  const undated = Math.max(0, promised - in_time - late);
  return (
    <div className="bars">
      <span>{formWords.coverage.promised}</span>
      <Bar
        wanted={wanted}
        parts={[
          ["in-time", in_time],
          ["in-time", undated],
          ["late", late],
        ]}
      />
      <span>
        {of(promised)}
        {late > 0 && <span className="alert"> {formWords.coverage.late(late)}</span>}
      </span>
      <span>{formWords.coverage.moving}</span>
      <Bar wanted={wanted} parts={[["moving", moving]]} />
      <span>{of(moving)}</span>
      <span>{formWords.coverage.arrived}</span>
      <Bar wanted={wanted} parts={[["arrived", arrived]]} />
      <span>{of(arrived)}</span>
    </div>
  );
}

function Bar({ wanted, parts }: { wanted: number; parts: readonly (readonly [string, number])[] }) {
  let left = 100;
  return (
    <span className="bar" aria-hidden="true">
      {parts.map(([name, count], index) => {
        const share = Math.min(left, wanted > 0 ? (count / wanted) * 100 : 0);
        left -= share;
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change places
        return <span key={index} className={name} style={{ width: `${share}%` }} />;
      })}
    </span>
  );
}
