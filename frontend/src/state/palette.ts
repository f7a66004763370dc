/** Night or day: chosen by hand, remembered on this machine, else as the system says. */

import { createStore } from "./store";

export type Palette = "night" | "day";

const KEPT = "sar.palette";

function first(): Palette {
  const kept = localStorage.getItem(KEPT);
  if (kept === "night" || kept === "day") return kept;
  return matchMedia("(prefers-color-scheme: light)").matches ? "day" : "night";
}

export const palette = createStore<Palette>("night");

export function startPalette(): void {
  palette.set(first());
  show();
  palette.subscribe(show);
}

function show(): void {
  document.documentElement.dataset.palette = palette.get();
}

export function otherPalette(): void {
  const next = palette.get() === "night" ? "day" : "night";
  localStorage.setItem(KEPT, next);
  palette.set(next);
}
