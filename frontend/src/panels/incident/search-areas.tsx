/** Areas to be searched: given by the lead in words that are spoken, seen on the map at once. */

import { useEffect, useState } from "react";
import { write } from "@/api/client";
import { Refused } from "@/api/refused";
import type { Deployment, FullIncident, SearchArea } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { cutAtAntimeridian } from "@/geo/antimeridian";
import { ddm } from "@/geo/format";
import { parsePosition } from "@/geo/parse";
import { presentOf } from "@/geo/present";
import { searchAreas as said } from "@/i18n/en-search-areas";
import { freeName, isTaken, isUntasked, searchAreasOf } from "@/state/areas-to-search";
import { cornersIn, zoneFault } from "@/state/corner-lines";
import { nowMs } from "@/state/desk";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { type Sketched, sketch } from "@/state/pointing";
import { deploymentsOf } from "@/state/scene";
import { MOST_NOTE, noteOf, type Ring, ringsOf, type SearchShape } from "@/state/search-shapes";
import { Corners } from "@/ui/corners";
import { FormDialog } from "@/ui/form";
import { Sure } from "@/ui/sure";
import type { Field, Values } from "@/ui/values";

type Doing = { readonly do: "add" } | { readonly do: "change" | "takeBack"; readonly name: string };

export default function SearchAreas({ incident }: { incident: FullIncident }) {
  const { party } = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const leads = watches && incident.lead.party === party && incident.state !== "closed";
  const [doing, setDoing] = useState<Doing | null>(null);
  const areas = searchAreasOf(incident);
  const tasked = deploymentsOf(usePicture(), incident.id);
  const done = () => setDoing(null);
  const named = doing && doing.do !== "add" ? doing.name : null;
  const chosen = areas.find(({ name }) => name === named);
  const isGone = named !== null && !chosen;
  useEffect(() => {
    if (isGone) setDoing(null);
  }, [isGone]);
  if (areas.length === 0 && !leads) return null;
  return (
    <section className="stack tight" aria-label={said.title}>
      <div className="row apart">
        <h3>{said.title}</h3>
        {leads && (
          <button type="button" onClick={() => setDoing({ do: "add" })}>
            {said.add}
          </button>
        )}
      </div>
      {areas.length === 0 && <p className="muted">{said.none}</p>}
      <ul className="plain">
        {areas.map((area) => (
          <li key={area.name} className="row apart">
            <span className="stack tight">
              <span>
                <strong>{area.name}</strong>
                {area.assigned_to && ` · ${said.by(area.assigned_to)}`}
                {isUntasked(area.assigned_to, tasked) && (
                  <span className="alert"> · {said.untasked}</span>
                )}
              </span>
              <small className="muted">
                {[area.pattern, area.note].filter(Boolean).join(" · ")}
              </small>
            </span>
            {leads && (
              <span className="row">
                <button type="button" onClick={() => setDoing({ do: "change", name: area.name })}>
                  {said.change}
                  <span className="hidden"> {area.name}</span>
                </button>
                <button type="button" onClick={() => setDoing({ do: "takeBack", name: area.name })}>
                  {said.takeBack}
                  <span className="hidden"> {area.name}</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {doing?.do === "add" && <Giving incident={incident} onDone={done} />}
      {doing?.do === "change" && chosen && (
        <Changing incident={incident} area={chosen} onDone={done} />
      )}
      {doing?.do === "takeBack" && chosen && (
        <Sure
          title={`${said.takeBack}: ${doing.name}`}
          main={said.takeBack}
          act={(key) =>
            change(
              key,
              incident,
              areas.filter(({ name }) => name !== doing.name),
            )
          }
          onDone={done}
          onCancel={done}
        >
          <p>{said.takeBackSure(doing.name)}</p>
        </Sure>
      )}
    </section>
  );
}

const change = (key: string, { id, version }: FullIncident, areas: readonly SearchArea[]) =>
  write(key, "PATCH", "/api/incidents/{incident_id}", {
    path: { incident_id: id },
    version,
    body: { search_areas: [...areas] },
  });

function Giving({ incident, onDone }: { incident: FullIncident; onDone: () => void }) {
  const areas = searchAreasOf(incident);
  const tasked = deploymentsOf(usePicture(), incident.id);
  const present = presentOf(incident, nowMs())?.now.point;
  useEffect(() => () => sketch.set([]), []);
  return (
    <FormDialog
      title={said.addTitle(incident.reference)}
      draft={`search.${incident.id}`}
      fields={(typed) => fieldsFor(typed, present ? ddm(present) : "", freeName(areas), tasked)}
      begin={BEGIN}
      onTyped={(typed) => sketch.set(sketched(typed))}
      main={said.main}
      send={(values, key) => {
        if (isTaken(areas, values.text("name")))
          throw new Refused({ code: "name_taken", detail: said.taken(values.text("name")) });
        return change(key, incident, [...areas, areaOf(values)]);
      }}
      onDone={onDone}
    />
  );
}

/** Its searcher and pattern; the shape stays, as it was spoken: for another it is given anew. */
function Changing({
  incident,
  area,
  onDone,
}: {
  incident: FullIncident;
  area: SearchArea;
  onDone: () => void;
}) {
  const tasked = deploymentsOf(usePicture(), incident.id);
  const patterns = said.patterns.some(([code]) => code === area.pattern)
    ? said.patterns
    : [...said.patterns, [area.pattern ?? "", area.pattern ?? ""] as const];
  return (
    <FormDialog
      title={`${said.change}: ${area.name}`}
      draft={`search.${incident.id}.${area.name}.${incident.version}`}
      fields={(typed) => [
        {
          name: "assigned",
          label: said.assigned,
          kind: "line",
          initial: area.assigned_to ?? "",
          hint: untaskedHint(typed, tasked) ?? said.assignedHint,
        },
        {
          name: "pattern",
          label: said.pattern,
          kind: "choice",
          options: patterns,
          initial: area.pattern ?? "",
        },
        { name: "note", label: said.note, kind: "line", wide: true, initial: area.note ?? "" },
      ]}
      main={said.changeMain}
      send={(values, key) =>
        change(
          key,
          incident,
          searchAreasOf(incident).map((one) =>
            one.name === area.name
              ? {
                  ...one,
                  assigned_to: values.text("assigned"),
                  pattern: values.text("pattern"),
                  note: values.text("note"),
                }
              : one,
          ),
        )
      }
      onDone={onDone}
    />
  );
}

const MOST_NM = 500;
/** Figures of every shape, so that one may be tried after the other. */
const BEGIN: Draft = {
  length: "10",
  width: "10",
  course: "0",
  radius: "10",
  from: "0",
  to: "0",
  inner: "5",
  outer: "10",
};

/** The remark on a unit that is none of those tasked to the case; none, where it is one. */
function untaskedHint({ assigned = "" }: Draft, tasked: readonly Deployment[]): string | null {
  return isUntasked(assigned, tasked) ? said.untaskedHint(assigned.trim()) : null;
}

function fieldsFor(
  typed: Draft,
  about: string,
  called: string,
  tasked: readonly Deployment[],
): Field[] {
  const shape = typed.shape ?? "box";
  const number = (name: string, label: string): Field => ({
    name,
    label,
    kind: "number",
    required: true,
  });
  const centre: Field = {
    name: "centre",
    label: said.centre,
    kind: "position",
    required: true,
    initial: about,
  };
  const shaped: Record<string, Field[]> = {
    box: [
      centre,
      number("length", said.length),
      number("width", said.width),
      number("course", said.course),
    ],
    sector: [
      centre,
      number("radius", said.radius),
      number("from", said.from),
      { ...number("to", said.to), hint: said.toHint },
    ],
    ring: [centre, number("inner", said.inner), number("outer", said.outer)],
    corners: [
      {
        name: "corners",
        label: said.corners,
        kind: "own",
        required: true,
        wide: true,
        hint: said.cornersHint,
        draw: (drawing) => <Corners {...drawing} />,
        check: cornersFault,
      },
    ],
  };
  return [
    {
      name: "name",
      label: said.called,
      kind: "line",
      required: true,
      initial: called,
      hint: said.calledHint,
    },
    {
      name: "shape",
      label: said.shape,
      kind: "choice",
      required: true,
      initial: "box",
      options: Object.entries(said.shapes),
    },
    ...(shaped[shape] ?? []),
    {
      name: "assigned",
      label: said.assigned,
      kind: "line",
      hint: untaskedHint(typed, tasked) ?? "",
    },
    { name: "pattern", label: said.pattern, kind: "choice", options: said.patterns },
    { name: "note", label: said.note, kind: "line", wide: true },
  ];
}

function cornersFault(text: string): string | null {
  const fault = zoneFault(text);
  if (!fault) return null;
  return "unread" in fault ? said.unread(fault.unread) : said.few;
}

/** The shape as far as it can be read; null: not yet. */
function shapeOf(typed: Draft): SearchShape | null {
  const centre = parsePosition(typed.centre ?? "");
  const number = (name: string) => Number((typed[name] ?? "").replace(",", ".") || Number.NaN);
  if (!centre) return null;
  const found: SearchShape =
    typed.shape === "sector"
      ? {
          shape: "sector",
          centre,
          radiusNm: number("radius"),
          fromDeg: number("from"),
          toDeg: number("to"),
        }
      : typed.shape === "ring"
        ? { shape: "ring", centre, innerNm: number("inner"), outerNm: number("outer") }
        : {
            shape: "box",
            centre,
            lengthNm: number("length"),
            widthNm: number("width"),
            courseDeg: number("course"),
          };
  const { shape: _, centre: __, ...figures } = found;
  const lengths = Object.entries(figures).filter(([name]) => name.endsWith("Nm"));
  const reads =
    Object.values(figures).every(Number.isFinite) &&
    lengths.every(([name, nm]) => nm <= MOST_NM && (nm > 0 || (nm === 0 && name === "innerNm")));
  return reads ? found : null;
}

function ringsIn(typed: Draft): Ring[][] {
  if (typed.shape === "corners")
    return cornersIn(typed.corners ?? "")
      .filter((corners) => corners.length > 2)
      .map((corners) => [[...corners, corners[0] ?? [0, 0]]]);
  const shape = shapeOf(typed);
  return shape ? [ringsOf(shape)] : [];
}

/** Corners are seen from the first one on, each with its mark; a shape of figures when it is one. */
function sketched(typed: Draft): Sketched[] {
  const name = typed.name ?? "";
  if (typed.shape === "corners")
    return cornersIn(typed.corners ?? "").map((corners) => ({ name, corners, marked: true }));
  return ringsIn(typed).map(([outer = [], inner]) => ({
    name,
    corners: outer.slice(0, -1),
    hole: inner?.slice(0, -1),
  }));
}

function areaOf(values: Values): SearchArea {
  const { typed } = values;
  const shape = typed.shape === "corners" ? null : shapeOf(typed);
  const rings = ringsIn(typed);
  if (rings.length === 0 || (shape?.shape === "ring" && shape.innerNm >= shape.outerNm))
    throw new Refused({ code: "no_area", detail: said.noArea });
  const polygons = rings.flatMap((parts) => {
    const cut = cutAtAntimeridian(parts);
    if (!cut) throw new Refused({ code: "over_pole", detail: said.overPole });
    return cut;
  });
  const note = noteOf(shape, values.text("note"));
  if (note.over > 0)
    throw new Refused({ code: "note_too_long", detail: said.noteTooLong(MOST_NOTE, note.over) });
  return {
    name: values.text("name"),
    area: {
      type: "MultiPolygon",
      coordinates: polygons.map((parts) =>
        parts.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
      ),
    },
    assigned_to: values.text("assigned"),
    pattern: values.text("pattern"),
    note: note.text,
  };
}
