/** The catalogue of asset types; read when first wanted, and again until it has come. */

import { useEffect } from "react";
import { readAssetTypes } from "@/api/catalogue";
import type { AssetType } from "@/api/types";
import { createStore, useStore } from "@/state/store";

export const assetTypes = createStore<ReadonlyMap<string, AssetType>>(new Map());

const AGAIN_MS = 5_000;
let asked = false;
/** Codes that were not known when the types were read, and for which they were read again. */
const soughtAnew = new Set<string>();

async function read(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    const types = await readAssetTypes();
    assetTypes.set(new Map(types.map((type) => [type.code, type])));
  } catch {
    asked = false;
  }
}

/** Read again: a type was added or refined. */
export function readTypesAnew(): void {
  asked = false;
  void read();
}

/** Begin; returns how to end. */
export function followAssetTypes(): () => void {
  void read();
  const timer = setInterval(() => void read(), AGAIN_MS);
  const done = assetTypes.subscribe(() => clearInterval(timer));
  return () => {
    clearInterval(timer);
    done();
  };
}

/** By its code; undefined: not read yet, or not in the catalogue. */
export function useAssetType(code: string): AssetType | undefined {
  const known = useStore(assetTypes);
  const isUnknown = known.size > 0 && !known.has(code);
  useEffect(() => void read(), []);
  useEffect(() => {
    if (isUnknown && !soughtAnew.has(code)) {
      soughtAnew.add(code);
      readTypesAnew();
    }
  }, [isUnknown, code]);
  return known.get(code);
}

/** Its name; the code stands meanwhile. */
export const useTypeName = (code: string): string => useAssetType(code)?.name ?? code;
