/** What to do about what was chosen: the panel of the address. */

import { words } from "@/i18n";
import { PANELS } from "@/panels";
import type { Route } from "./route";

export function Work({ route }: { route: Route }) {
  switch (route.name) {
    case "home":
      return <p className="empty">{words.incidents.choose}</p>;
    case "incident":
    case "new-incident":
    case "request":
      return <p className="empty">{words.incidents.gone}</p>;
    case "panel": {
      const panel = PANELS.find(({ path }) => path === route.path);
      if (!panel) return <p className="empty">{words.nowhere}</p>;
      return <panel.Body rest={route.rest} />;
    }
  }
}
