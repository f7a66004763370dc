/** The tabs of a case that is over, with all that was asked, offered and done in it. */

import { useEffect } from "react";
import type { FullIncident } from "@/api/types";
import { usePastPicture } from "@/data/past-picture";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { closedCase } from "@/state/closed-case";
import { PictureShown, useNow } from "@/state/hooks";
import type { Tab } from "@/state/route";
import { ClosedWork } from "./closed-work";
import { TabBody } from "./tabs";

function HowItEnded({ incident: { closed_at: at, outcome } }: { incident: FullIncident }) {
  const now = useNow(60_000);
  if (!at) return null;
  return (
    <p className="card words">
      <strong>{formWords.situation.closed(utc(Date.parse(at), now))}</strong> {outcome}
    </p>
  );
}

/** A closed case has its sign on the map as long as its panel is open. */
function useOnMap(incident: FullIncident): void {
  useEffect(() => {
    closedCase.set(incident.state === "closed" ? incident : null);
    return () => closedCase.set(null);
  }, [incident]);
}

export default function PastBody({ incident, tab }: { incident: FullIncident; tab: Tab }) {
  const picture = usePastPicture(incident, true);
  useOnMap(incident);
  if (!picture) return <p className="empty">{words.loading}</p>;
  return (
    <PictureShown value={picture}>
      <p className="card call">{formWords.situation.past}</p>
      {tab === "situation" && <HowItEnded incident={incident} />}
      {tab !== "answers" && <ClosedWork incident={incident} />}
      <TabBody incident={incident} tab={tab} />
    </PictureShown>
  );
}
