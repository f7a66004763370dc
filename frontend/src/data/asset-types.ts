/** Names of asset types; read when first wanted, the code stands meanwhile. */

import { useEffect } from "react";
import { readAssetTypes } from "@/api/catalogue";
import { createStore, useStore } from "@/state/store";

const names = createStore<ReadonlyMap<string, string>>(new Map());
let asked = false;

async function read(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    const types = await readAssetTypes();
    names.set(new Map(types.map(({ code, name }) => [code, name])));
  } catch {
    asked = false;
  }
}

export function useTypeName(code: string): string {
  const known = useStore(names);
  useEffect(() => void read(), []);
  return known.get(code) ?? code;
}
