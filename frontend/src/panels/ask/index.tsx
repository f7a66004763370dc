/**
 * Asking for help: needs on the left, who could come beside them, then to whom it goes. A party
 * that does not lead asks nobody here, and may hail ships.
 */

import "./ask.css";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { uuid7 } from "@/api/uuid7";
import { type Draft, useDraft } from "@/data/drafts";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { emptyNeed, faultsOf, type NeedDraft } from "@/state/asking";
import { dropNeed, neededFor } from "@/state/case-need";
import { nowMs } from "@/state/desk";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { EarlierDraft } from "@/ui/earlier-draft";
import { useKey } from "@/ui/keys";
import { Nothing } from "@/ui/nothing";
import { Addressing } from "./addressing";
import { askForCentre } from "./choose-centres";
import { MatchList } from "./matches";
import { NeedList } from "./need-list";
import { ReportShip } from "./report-ship";
import { Review } from "./review";
import { useMatches } from "./use-matches";

export default function AskPage({ incidentId }: { incidentId: string }) {
  const me = useMe();
  const incident = usePicture().incident.get(incidentId);
  if (!incident || incident.view === "coarse") {
    return <Nothing why={words.incidents.gone} />;
  }
  const { reference, lead } = incident;
  const others = lead.party === me.party ? null : lead.name;
  return <Asking key={incidentId} incidentId={incidentId} reference={reference} lead={others} />;
}

interface AskingProps {
  readonly incidentId: string;
  readonly reference: string;
  /** The centre that leads, when it is another party's: it asks. */
  readonly lead: string | null;
}

function Asking({ incidentId, reference, lead }: AskingProps) {
  const [draft, write, drop, earlier] = useDraft(
    `ask.${incidentId}`,
    {
      message: "",
      to: "[]",
      needs: "",
    },
    true,
  );
  const [handed] = useState(() => neededFor(incidentId));
  const [first] = useState(() => handed ?? emptyNeed(uuid7()));
  const written = useRef(false);
  const change = (typed: Draft) => {
    written.current = true;
    write(typed);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the need it was opened with
  useEffect(() => {
    // It survives that the page is loaded anew, and leaves no draft where nobody has typed.
    const keeps = handed !== null && earlier === null;
    if (keeps) write({ needs: JSON.stringify([handed]) });
    return () => {
      if (keeps && !written.current) drop();
      dropNeed();
    };
  }, []);
  const needs: NeedDraft[] = draft.needs ? JSON.parse(draft.needs) : [first];
  const to: string[] = JSON.parse(draft.to ?? "[]");
  const [at, setAt] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const [tried, setTried] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const chosen = needs[Math.min(at, needs.length - 1)] ?? first;
  const matching = useMatches({ incident_id: incidentId }, chosen);

  const setNeeds = (next: readonly NeedDraft[]) => change({ needs: JSON.stringify(next) });
  const setTo = (next: readonly string[]) => change({ to: JSON.stringify(next) });
  const review = () => {
    const faulty = needs.findIndex((need) => faultsOf(need, nowMs()).length > 0);
    setTried(faulty >= 0);
    if (faulty >= 0) setAt(faulty);
    const nobody = faulty < 0 && to.length === 0;
    setComplaint(nobody ? formWords.ask.nobodyChosen : null);
    if (nobody) askForCentre(form.current);
    else if (faulty < 0) setReviewing(true);
  };
  useKey("enter", lead === null ? review : null);
  const watches = useMay("watch_officer", "coordinator");
  const [reporting, setReporting] = useState(false);
  const report = watches ? () => setReporting(true) : null;
  useKey("h", report);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);
  useLayoutEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tried]);
  return (
    <div className="page broad">
      <h1>
        {lead === null ? formWords.ask.title : formWords.ask.matches}: {reference}
      </h1>
      {lead !== null && <p>{formWords.ask.hailOnly(lead)}</p>}
      <form
        ref={form}
        className="ask"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (lead === null) review();
        }}
      >
        <div className="stack">
          <EarlierDraft earlier={earlier} />
          <NeedList
            needs={needs}
            chosen={chosen}
            tried={tried}
            several={lead === null}
            onChoose={setAt}
            onChange={setNeeds}
          />
          {lead === null && (
            <Addressing
              incidentId={incidentId}
              matches={matching.value}
              message={draft.message ?? ""}
              to={to}
              complaint={complaint}
              onMessage={(message) => change({ message })}
              onTo={setTo}
            />
          )}
        </div>
        <MatchList
          incidentId={incidentId}
          onReport={report}
          matching={matching}
          to={to}
          onChange={lead === null ? setTo : null}
        />
      </form>
      {reporting && <ReportShip incidentId={incidentId} onDone={() => setReporting(false)} />}
      {reviewing && (
        <Review
          about={{ incident_id: incidentId }}
          matches={matching.value}
          needs={needs}
          to={to}
          message={draft.message ?? ""}
          onClose={() => setReviewing(false)}
          onSent={() => {
            drop();
            go(`/incidents/${incidentId}/needs`);
          }}
        />
      )}
    </div>
  );
}
