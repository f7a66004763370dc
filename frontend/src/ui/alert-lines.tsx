/** The alerts that left for the contacts of a silent centre. */

import type { Addressee } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";

const say = formWords.alert;

type Alert = Addressee["alerts"][number];

export function AlertLines({
  alerts,
  centreId,
  now,
}: {
  alerts: readonly Alert[];
  centreId: string;
  now: number;
}) {
  const centres = usePicture().centre;
  const other = (id: string) => (id === centreId ? "" : (centres.get(id)?.name ?? ""));
  const shown = alerts.filter(({ state }) => state !== "not_needed");
  if (shown.length === 0) return null;
  return (
    <ul className="muted">
      {shown.map((alert) => (
        <li key={alert.id} className={TONE[alert.state]}>
          {alertText(alert, other(alert.centre_id), now)}
        </li>
      ))}
    </ul>
  );
}

const TONE: Partial<Record<Alert["state"], string>> = { failed: "alert", given_up: "alert" };

/** The state of an alert in a line. */
export function alertText(alert: Alert, ofOther: string, now: number): string {
  const at = (instant: string | null) => (instant ? utc(Date.parse(instant), now) : "");
  const to = say.to(words.way[alert.channel], alert.place, ofOther);
  const why = alert.failure ? say.why[alert.failure] : "";
  switch (alert.state) {
    case "handed_over":
      return say.handedOver(to, at(alert.handed_over_at));
    case "failed":
      return say.failed(to, at(alert.failed_at), why, at(alert.again_at));
    case "given_up":
      return say.givenUp(to, at(alert.failed_at), why);
    default:
      return say.waiting(to);
  }
}
