/** What to do about what was chosen: the panel of the address. */

import { words } from "@/i18n";
import { PANELS } from "@/panels";
import { AskPage } from "@/panels/ask";
import { IncidentPage } from "@/panels/incident";
import { NewIncident } from "@/panels/new-incident";
import { RequestPage } from "@/panels/request";
import type { Route } from "./route";

export function Work({ route }: { route: Route }) {
  switch (route.name) {
    case "home":
      return <p className="empty">{words.incidents.choose}</p>;
    case "incident":
      return <IncidentPage id={route.id} tab={route.tab} />;
    case "new-incident":
      return <NewIncident />;
    case "ask":
      return <AskPage incidentId={route.id} />;
    case "request":
      return <RequestPage id={route.id} />;
    case "panel": {
      const panel = PANELS.find(({ path }) => path === route.path);
      if (!panel) return <p className="empty">{words.nowhere}</p>;
      return <panel.Body rest={route.rest} />;
    }
  }
}
