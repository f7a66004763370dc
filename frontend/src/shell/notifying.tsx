/** Asks the browser, on a press alone, whether alarms may notify while the tab is hidden. */

import { useState } from "react";
import { alarmWords as words } from "@/i18n/alarm-words";

export default function Notifying() {
  const [state, setState] = useState(globalThis.Notification?.permission);
  if (state === "granted") return null;
  if (state !== "default") return <span className="muted">{words.hiddenOff}</span>;
  return (
    <button type="button" onClick={() => void Notification.requestPermission().then(setState)}>
      {words.hidden}
    </button>
  );
}
