/** Below a field of words: what it tells of people that no rescue needs. */

import { Suspense } from "react";
import { later } from "./later";

const AboutPeople = later(() => import("./people-warning"));

export function PeopleGuard({ text }: { text: string }) {
  if (text.length < 3) return null;
  return (
    <Suspense fallback={null}>
      <AboutPeople text={text} />
    </Suspense>
  );
}
