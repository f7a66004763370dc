/** Short facts under their names. */

import type { ReactNode } from "react";

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

const isNothing = (one: ReactNode): boolean =>
  one == null || one === "" || one === false || (Array.isArray(one) && one.every(isNothing));

/** Nothing is shown for what is not known. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (isNothing(children)) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
