/** Asking for help that belongs to no case: what it is about, needs, where if anywhere, and whom. */

import { useLayoutEffect, useRef, useState } from "react";
import type { Situation } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { useDraft } from "@/data/drafts";
import { ddm } from "@/geo/format";
import { parsePosition } from "@/geo/parse";
import { words } from "@/i18n";
import { withoutCase as said } from "@/i18n/en-without-case";
import { formWords } from "@/i18n/form-words";
import { emptyNeed, faultsOf, type NeedDraft } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMay } from "@/state/hooks";
import { go } from "@/state/route";
import { EarlierDraft } from "@/ui/earlier-draft";
import { useKey } from "@/ui/keys";
import { Nothing } from "@/ui/nothing";
import { PickButton } from "@/ui/pick";
import { lookNote } from "@/ui/position-look";
import { Addressing } from "./addressing";
import { askForCentre } from "./choose-centres";
import { MatchList } from "./matches";
import { NeedList } from "./need-list";
import { Review, type WithoutCase } from "./review";
import { useMatches } from "./use-matches";

const SITUATIONS = ["capacity_building", "border_emergency"] as const satisfies Situation[];

const look = lookNote();

export default function NewRequest() {
  return useMay("watch_officer", "coordinator") ? <Asking /> : <Nothing why={words.nowhere} />;
}

function Asking() {
  const [draft, write, drop, earlier] = useDraft(
    "new-request",
    { situation: SITUATIONS[0], place: "", message: "", to: "[]", needs: "" },
    true,
  );
  const [first] = useState(() => emptyNeed(uuid7()));
  const needs: NeedDraft[] = draft.needs ? JSON.parse(draft.needs) : [first];
  const to: string[] = JSON.parse(draft.to ?? "[]");
  const [at, setAt] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const [tried, setTried] = useState(false);
  const chosen = needs[Math.min(at, needs.length - 1)] ?? first;
  const situation = draft.situation as WithoutCase["situation"];
  const written = draft.place?.trim() ?? "";
  const place = written ? parsePosition(written) : null;
  const unreadable = written !== "" && place === null;
  const matching = useMatches(place && { place, situation }, chosen);
  const setNeeds = (next: readonly NeedDraft[]) => write({ needs: JSON.stringify(next) });
  const setTo = (next: readonly string[]) => write({ to: JSON.stringify(next) });
  const faulty = needs.findIndex((need) => faultsOf(need, nowMs()).length > 0);
  const review = () => {
    setTried(true);
    if (faulty >= 0) setAt(faulty);
    else if (unreadable) return;
    else if (to.length === 0) askForCentre(form.current);
    else setReviewing(true);
  };
  useKey("enter", review);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("select")?.focus(), []);
  useLayoutEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tried]);
  return (
    <div className="page broad">
      <h1>{said.ask}</h1>
      <p className="muted">{said.people}</p>
      <form
        ref={form}
        className="ask"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          review();
        }}
      >
        <div className="stack">
          <EarlierDraft earlier={earlier} />
          <label className="field">
            <span>{said.situation}</span>
            <select
              name="situation"
              value={situation}
              onChange={(event) => write({ situation: event.target.value })}
            >
              {SITUATIONS.map((one) => (
                <option key={one} value={one}>
                  {words.situation[one]}
                </option>
              ))}
            </select>
          </label>
          <Place
            written={draft.place ?? ""}
            read={place && ddm(place)}
            faulty={tried && unreadable}
            onType={(text) => write({ place: text })}
          />
          <NeedList
            needs={needs}
            chosen={chosen}
            tried={tried}
            several
            onChoose={setAt}
            onChange={setNeeds}
          />
          <Addressing
            incidentId={null}
            matches={matching.value}
            message={draft.message ?? ""}
            to={to}
            complaint={tried && faulty < 0 && to.length === 0 ? formWords.ask.nobodyChosen : null}
            onMessage={(message) => write({ message })}
            onTo={setTo}
          />
        </div>
        {place ? (
          <MatchList
            incidentId={null}
            onReport={null}
            matching={matching}
            to={to}
            onChange={setTo}
          />
        ) : (
          <section aria-label={formWords.ask.matches}>
            <h2>{formWords.ask.matches}</h2>
            <p className="muted">{said.noPlace}</p>
          </section>
        )}
      </form>
      {reviewing && (
        <Review
          about={{ situation, place }}
          matches={matching.value}
          needs={needs}
          to={to}
          message={draft.message ?? ""}
          onClose={() => setReviewing(false)}
          onSent={(id) => {
            drop();
            go(`/requests/${id}`);
          }}
        />
      )}
    </div>
  );
}

interface PlaceProps {
  written: string;
  /** As it was read. */
  read: string | null;
  faulty: boolean;
  onType: (text: string) => void;
}

function Place({ written, read, faulty, onType }: PlaceProps) {
  return (
    <div className="field">
      <label className="field">
        <span>{said.place}</span>
        <input
          name="place"
          autoComplete="off"
          aria-invalid={faulty || undefined}
          value={written}
          onChange={(event) => onType(event.target.value)}
        />
      </label>
      <small className={faulty ? "distress" : "muted"}>
        {read
          ? formWords.form.readAs(read)
          : faulty
            ? said.unreadable
            : formWords.form.positionHint}
      </small>
      <div className="row">
        <PickButton onPick={onType} />
      </div>
      {look({ point: written }, ({ point = "" }) => onType(point))}
    </div>
  );
}
