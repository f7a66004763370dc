/** Another text for what is asked: everybody who was asked is told, with the reason. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { amended, draftOf, emptyNeed, faultsOf, type NeedDraft, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useAct } from "@/ui/act";
import { Dialog } from "@/ui/dialog";
import { PeopleGuard } from "@/ui/people-guard";
import { Trouble } from "@/ui/trouble";
import { NeedForm } from "../ask/need";

export default function Amend({ request, onDone }: { request: Request; onDone: () => void }) {
  const standing = request.needs.filter(({ withdrawn_at }) => !withdrawn_at);
  const [needs, setNeeds] = useState<readonly NeedDraft[]>(() => standing.map(draftOf));
  const [reason, setReason] = useState("");
  const [complaint, setComplaint] = useState<string | null>(null);
  const { busy, error, act } = useAct();
  const [tried, setTried] = useState(false);
  const faultsIn = (draft: NeedDraft) =>
    faultsOf(draft, nowMs(), standing.find(({ id }) => id === draft.id)?.types);
  const send = () => {
    const bodies = needs.map((draft) => {
      const was = standing.find(({ id }) => id === draft.id);
      return was ? amended(was, draft, nowMs()) : needOf(draft, nowMs());
    });
    const readable = bodies.flatMap((body) => body ?? []);
    const wrong = needs.some((draft) => faultsIn(draft).length > 0);
    setTried(wrong);
    const faults = [
      needs.length === 0 && formWords.ask.noNeed,
      wrong && formWords.ask.notReadable,
      reason.trim() === "" && `${words.why}: ${formWords.form.missing}`,
    ].filter(Boolean);
    setComplaint(faults.join(" ") || null);
    if (faults.length > 0) return;
    act(
      (key) =>
        write(key, "POST", "/api/requests/{request_id}/amend", {
          path: { request_id: request.id },
          version: request.version,
          body: { reason, needs: readable },
        }),
      onDone,
    );
  };
  return (
    <Dialog title={`${helpWords.request.amend}: ${request.reference}`} onClose={onDone}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.ctrlKey) event.currentTarget.requestSubmit();
        }}
      >
        {needs.map((need, index) => (
          <section key={need.id} className="card" aria-label={formWords.ask.need(index + 1)}>
            <div className="row apart">
              <strong>{formWords.ask.need(index + 1)}</strong>
              <button
                type="button"
                onClick={() => setNeeds(needs.filter(({ id }) => id !== need.id))}
              >
                {formWords.ask.drop}
              </button>
            </div>
            <NeedForm
              need={need}
              faults={tried ? faultsIn(need) : []}
              onChange={(next) => setNeeds(needs.map((one) => (one.id === next.id ? next : one)))}
            />
          </section>
        ))}
        <div className="row">
          <button type="button" onClick={() => setNeeds([...needs, emptyNeed(uuid7())])}>
            {formWords.ask.another}
          </button>
        </div>
        <label className="field">
          <span>{words.why}</span>
          <textarea required value={reason} onChange={(event) => setReason(event.target.value)} />
          <PeopleGuard text={reason} />
        </label>
        {complaint && (
          <p className="problem" role="alert">
            {complaint}
          </p>
        )}
        <Trouble error={error} />
        <div className="row">
          <button type="submit" className="main" disabled={busy}>
            {busy ? formWords.form.sending : formWords.ask.amendSend}
          </button>
          <button type="button" onClick={onDone}>
            {words.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
