/** The last look at a request: what goes out and to whom. */

import { write } from "@/api/client";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { type NeedDraft, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { usePicture } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { Dialog } from "@/ui/dialog";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

interface Props {
  incidentId: string;
  needs: readonly NeedDraft[];
  to: readonly string[];
  message: string;
  onClose: () => void;
  onSent: () => void;
}

export function Review({ incidentId, needs, to, message, onClose, onSent }: Props) {
  const picture = usePicture();
  const { busy, error, act } = useAct();
  const now = nowMs();
  const bodies = needs.flatMap((need) => needOf(need, now) ?? []);
  const send = () =>
    act(
      (key) =>
        write(key, "POST", "/api/requests", {
          body: {
            id: key,
            incident_id: incidentId,
            message,
            needs: bodies,
            to: [...to],
            open: true,
          },
        }),
      onSent,
    );
  return (
    <Dialog title={formWords.ask.reviewTitle} onClose={onClose}>
      <ul className="stack tight">
        {bodies.map((need) => (
          <li key={need.id} className="strong">
            {need.what || need.kinds?.map((kind) => words.kind[kind]).join(" / ") || words.need.any}
            {": "}
            {words.need.count(need.quantity ?? 1, need.unit ?? "assets")}
            {need.by_at && ` ${words.need.by(utc(Date.parse(need.by_at), now))}`}
            {need.capabilities?.map((able) => ` · ${words.capability[able]}`)}
          </li>
        ))}
      </ul>
      {message && <p className="words">{message}</p>}
      <h2>{formWords.ask.to}</h2>
      <ul className="stack tight">
        {to.map((id) => {
          const centre = picture.centre.get(id);
          return (
            centre && (
              <li key={id} className="row">
                <PartyTag code={centre.party} /> {centre.name}
                {centre.listed && <span className="alert strong">{formWords.ask.byVoice}</span>}
              </li>
            )
          );
        })}
      </ul>
      <Trouble error={error} />
      <div className="row">
        {/* biome-ignore lint/a11y/noAutofocus: the second Enter sends */}
        <button type="button" className="main" autoFocus disabled={busy} onClick={send}>
          {busy ? words.form.sending : formWords.ask.send} <kbd>↵</kbd>
        </button>
        <button type="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </Dialog>
  );
}
