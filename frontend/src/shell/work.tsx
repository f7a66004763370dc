/** The panel of the address: what to do about what was chosen. */

import { Suspense } from "react";
import { words } from "@/i18n";
import { PANELS } from "@/panels";
import { IncidentPage } from "@/panels/incident";
import { usePictured } from "@/state/hooks";
import type { Route } from "@/state/route";
import { later } from "@/ui/later";
import { Nothing } from "@/ui/nothing";
import { Loading } from "@/ui/opening";

const AskPage = later(() => import("@/panels/ask"));
const ClearancePage = later(() => import("@/panels/clearance"));
const RequestPage = later(() => import("@/panels/request"));
const MostUrgent = later(() => import("@/panels/most-urgent"));
const NewIncident = later(() => import("@/panels/new-incident"));
const Replay = later(() => import("@/panels/replay"));
const NewRequest = later(() => import("@/panels/ask/new-request"));

/** Keys are not held for it: the list has its own. */
function Home() {
  const choose = (
    <Nothing
      why={
        <>
          {words.incidents.choose} <span className="by-key">{words.incidents.chooseKeys}</span>
        </>
      }
    />
  );
  return (
    <Suspense fallback={choose}>
      <MostUrgent otherwise={choose} />
    </Suspense>
  );
}

export function Work({ route }: { route: Route }) {
  // A new case needs nothing that is there already.
  const pictured = usePictured() || route.name === "new-incident";
  if (!pictured) return <Loading />;
  switch (route.name) {
    case "home":
      return <Home />;
    case "incident":
      return <IncidentPage id={route.id} tab={route.tab} />;
    case "new-incident":
      return <NewIncident />;
    case "new-request":
      return <NewRequest />;
    case "ask":
      return <AskPage incidentId={route.id} />;
    case "replay":
      return <Replay id={route.id} />;
    case "request":
      return <RequestPage id={route.id} />;
    case "clearance":
      return <ClearancePage id={route.id} />;
    case "panel": {
      const panel = PANELS.find(({ path }) => path === route.path);
      if (!panel) return <Nothing why={words.nowhere} />;
      return <panel.Body rest={route.rest} />;
    }
  }
}
