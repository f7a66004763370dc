/** The mark of an emergency phase: shape and letter first, colour repeats them. */

import type { Phase } from "@/api/types";
import { words } from "@/i18n";

const SHAPES: Record<Phase, string> = {
  distress: "M16 1 31 16 16 31 1 16z",
  alert: "M16 2 31 29H1z",
  uncertainty: "M16 2a14 14 0 1 0 0 28 14 14 0 1 0 0-28z",
};

export function PhaseMark({ phase }: { phase: Phase }) {
  const hollow = phase === "uncertainty";
  return (
    <svg viewBox="0 0 32 32" className={phase} role="img" aria-label={words.phase[phase]}>
      <path
        d={SHAPES[phase]}
        fill={hollow ? "none" : "currentcolor"}
        stroke="currentcolor"
        strokeWidth={hollow ? 3 : 0}
      />
      <text
        x="16"
        y={phase === "alert" ? 26 : 21.5}
        textAnchor="middle"
        fontSize="15"
        fontWeight="700"
        fill={hollow ? "currentcolor" : "var(--on-colour)"}
      >
        {words.phaseLetter[phase]}
      </text>
    </svg>
  );
}
