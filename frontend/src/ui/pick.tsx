/** Lets the map give a position to a field; the map is shown for it where it has no place else. */

import { useRef } from "react";
import { ddm } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useOwnPicking } from "./own-picking";

export function PickButton({ onPick }: { onPick: (written: string) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const ask = useOwnPicking(button);
  if (!document.querySelector(".centre-map")) return null;
  return (
    <button
      ref={button}
      type="button"
      onClick={() => ask({ take: ([lon, lat]) => onPick(ddm({ coordinates: [lon, lat] })) })}
    >
      {formWords.form.pick}
    </button>
  );
}
