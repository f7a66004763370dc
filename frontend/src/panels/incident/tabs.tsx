/** The tabs of a case. */

import type { FullIncident } from "@/api/types";
import type { Tab } from "@/state/route";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";

const Answers = later(() => import("./answers"));
const Log = later(() => import("./log"));
const Needs = later(() => import("./needs"));
const SituationTab = later(() => import("./situation"));

/** The head of the case stays while a tab is still to be fetched. */
export function TabBody({ incident, tab }: { incident: FullIncident; tab: Tab }) {
  return (
    <Opening about={`${incident.id} ${tab}`} part>
      <TabOf incident={incident} tab={tab} />
    </Opening>
  );
}

function TabOf({ incident, tab }: { incident: FullIncident; tab: Tab }) {
  switch (tab) {
    case "situation":
      return <SituationTab incident={incident} />;
    case "needs":
      return <Needs incident={incident} />;
    case "answers":
      return <Answers incident={incident} />;
    case "log":
      return <Log incident={incident} />;
  }
}
