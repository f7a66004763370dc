/** Lets the map give a position to a field; the map is shown for it where it has no place else. */

import { useEffect, useRef } from "react";
import { ddm } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { picking } from "@/state/pointing";
import { useStore } from "@/state/store";

export function PickButton({ onPick }: { onPick: (written: string) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  const asking = useStore(picking);
  useEffect(() => {
    if (asking !== null || !asked.current) return;
    asked.current = false;
    button.current?.focus();
  }, [asking]);
  if (!document.querySelector(".centre-map")) return null;
  return (
    <button
      ref={button}
      type="button"
      onClick={() => {
        asked.current = true;
        picking.set({ take: ([lon, lat]) => onPick(ddm({ coordinates: [lon, lat] })) });
      }}
    >
      {formWords.form.pick}
    </button>
  );
}
