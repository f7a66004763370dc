/** `J` and `K` step through the rows of a register, Escape closes the open one. */

import { go } from "@/state/route";
import { useKey } from "./keys";

export function useSteps(path: string, ids: readonly string[], chosen: string | null): void {
  const step = (by: number) => {
    const at = chosen === null ? -1 : ids.indexOf(chosen);
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next) go(`${path}/${next}`);
  };
  useKey("j", () => step(1));
  useKey("k", () => step(-1));
  useKey("escape", chosen ? () => go(path) : null);
}
