/**
 * The parts of the map that float over what is drawn and stay: its lines of words, its buttons.
 * Cards and panels come and go with what is pointed at; names do not jump for them.
 */

import { createStore } from "@/state/store";

/** In pixels of what is drawn. */
export interface FloatingPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const STAYING = ".map-note, .map-vessels, .map-reach, .map-acts";

export const floatingParts = createStore<readonly FloatingPart[]>([]);

/** Begin, about the box in which the map is drawn; returns how to end. */
export function followFloatingParts(box: HTMLElement): () => void {
  const map = box.parentElement;
  if (!map) return () => undefined;
  const sizes = new ResizeObserver(look);
  const lines = new MutationObserver(watch);

  function look(): void {
    const { left, top } = box.getBoundingClientRect();
    const found = all().map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return { left: x - left, top: y - top, width, height };
    });
    const there = found.filter(({ width, height }) => width > 0 && height > 0);
    if (JSON.stringify(there) !== JSON.stringify(floatingParts.get())) floatingParts.set(there);
  }

  function all(): HTMLElement[] {
    return [...(map?.querySelectorAll<HTMLElement>(STAYING) ?? [])];
  }

  /** Each is looked at once more as soon as it is watched. */
  function watch(): void {
    sizes.disconnect();
    for (const one of [box, ...all()]) sizes.observe(one);
  }

  lines.observe(map, { childList: true });
  watch();
  return () => {
    lines.disconnect();
    sizes.disconnect();
    floatingParts.set([]);
  };
}

/** As high as parts in the lower half stand above the lower edge. */
export function coveredBelow(parts: readonly FloatingPart[], height: number): number {
  const tops = parts.map(({ top }) => top).filter((top) => top > height / 2);
  return height - Math.min(height, ...tops);
}
