/** The tabs of a case that is over, with all that was asked, offered and done in it. */

import type { FullIncident } from "@/api/types";
import { usePastPicture } from "@/data/past-picture";
import { words } from "@/i18n";
import { PictureShown } from "@/state/hooks";
import type { Tab } from "@/state/route";
import { ClosedWork } from "./closed-work";
import { TabBody } from "./tabs";

export default function PastBody({ incident, tab }: { incident: FullIncident; tab: Tab }) {
  const picture = usePastPicture(incident, true);
  if (!picture) return <p className="empty">{words.loading}</p>;
  return (
    <PictureShown value={picture}>
      {tab !== "answers" && <ClosedWork incident={incident} />}
      <TabBody incident={incident} tab={tab} />
    </PictureShown>
  );
}
