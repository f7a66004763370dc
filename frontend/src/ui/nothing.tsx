/** A page with nothing on it but why. */

import type { ReactNode } from "react";

export function Nothing({ why }: { why: ReactNode }) {
  return <h1 className="empty nothing">{why}</h1>;
}
