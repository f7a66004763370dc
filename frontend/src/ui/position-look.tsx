/** The words on a position while it is typed: where that is, whose region, what to look at. */

import { type ReactNode, useEffect, useState } from "react";
import type { PositionLook } from "@/api/types";
import { lookAtPosition } from "@/api/whereabouts";
import { courseText, utc } from "@/geo/format";
import { parsePosition } from "@/geo/parse";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { typedPlace } from "@/state/pointing";
import { Link } from "./link";
import { type Field, Values } from "./values";

const said = formWords.look;
/** Typing goes on meanwhile. */
const PAUSE_MS = 250;

/**
 * The note of a position field, in a form whose instant is the field `at`; `incidentId` null: it is
 * no case's, and may well be near one.
 */
export function lookNote(incidentId?: string | null): NonNullable<Field["note"]> {
  return (typed, write) => (
    <Look
      text={typed.point?.trim() ?? ""}
      at={new Values(typed, nowMs()).at("at", "past")}
      incidentId={incidentId ?? null}
      withCases={incidentId !== null}
      onTake={(point) => write({ point })}
    />
  );
}

/** The note of a base, in the field `base`: it may lie on land, in any region and near any case. */
export const baseNote: NonNullable<Field["note"]> = (typed, write) => (
  <Look
    text={typed.base?.trim() ?? ""}
    at={null}
    incidentId={null}
    withCases={false}
    isBase
    onTake={(base) => write({ base })}
  />
);

interface Props {
  text: string;
  at: string | null;
  incidentId: string | null;
  withCases: boolean;
  isBase?: boolean;
  onTake: (position: string) => void;
}

function Look({ text, at, incidentId, withCases, isBase = false, onTake }: Props): ReactNode {
  const [found, setFound] = useState<{ text: string; look: PositionLook | null } | null>(null);
  useEffect(() => {
    const [lon, lat] = parsePosition(text)?.coordinates ?? [];
    if (lon === undefined || lat === undefined) {
      typedPlace.set(null);
      return;
    }
    const stop = new AbortController();
    const tell = (look: PositionLook | null) => {
      if (stop.signal.aborted) return;
      setFound({ text, look });
      typedPlace.set({ point: [lon, lat], name: nameOf(look) });
    };
    typedPlace.set({ point: [lon, lat], name: "" });
    const pause = setTimeout(() => {
      lookAtPosition({ text, at, incident_id: incidentId }, stop.signal).then(tell, () =>
        tell(null),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [text, at, incidentId]);
  useEffect(() => () => typedPlace.set(null), []);
  if (found?.text !== text) return null;
  const { look } = found;
  return (
    <div className="stack tight" role="status">
      {look && isBase ? (
        <Warnings of={look.warnings.filter(({ code }) => code !== "on_land")} onTake={onTake} />
      ) : look ? (
        <Said look={withCases ? look : { ...look, cases: [] }} onTake={onTake} />
      ) : (
        <small className="alert">{said.failed}</small>
      )}
    </div>
  );
}

function Said({ look, onTake }: { look: PositionLook; onTake: Props["onTake"] }) {
  const names = look.regions.map(({ name, party }) => `${name} (${party})`).join(", ");
  const regions = names ? said.regions(names) : said.noRegion;
  return (
    <>
      <small>{[nameOf(look), regions].filter(Boolean).join(" · ")}</small>
      <Warnings of={look.warnings} onTake={onTake} />
      {look.cases.map(({ id, reference, title, distance_nm, datum_at }) => (
        <p key={id} className="alert">
          <strong>{said.check}</strong> <Link href={`/incidents/${id}`}>{reference}</Link>{" "}
          {said.near(title, `${distance_nm} nm`, utc(Date.parse(datum_at), nowMs()))}
        </p>
      ))}
    </>
  );
}

function Warnings({ of, onTake }: { of: PositionLook["warnings"]; onTake: Props["onTake"] }) {
  return of.map(({ code, sentence, params }) => (
    <p key={code} className="alert">
      <strong>{said.check}</strong> {sentence}{" "}
      {typeof params.position === "string" && <Take position={params.position} onTake={onTake} />}
    </p>
  ));
}

function Take({ position, onTake }: { position: string; onTake: Props["onTake"] }) {
  return (
    <button type="button" onClick={() => onTake(position)}>
      {said.take(position)}
    </button>
  );
}

/** `148° 44 nm from Lampedusa` */
function nameOf(look: PositionLook | null): string {
  if (!look?.near) return "";
  const { name, course_deg, distance_nm } = look.near;
  const course = courseText(course_deg);
  const distance = distance_nm < 10 ? distance_nm.toFixed(1) : distance_nm.toFixed(0);
  return said.from(course, `${distance} nm`, name);
}
