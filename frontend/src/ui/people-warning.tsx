/** The warning of words on people that no rescue needs, said below its field before it is sent. */

import { peopleWarning as said } from "@/i18n/en-people-warning";
import { aboutPeople } from "@/state/about-people";

export default function AboutPeople({ text }: { text: string }) {
  const found = aboutPeople(text);
  if (found.length === 0) return null;
  return (
    <small role="status" className="caution">
      {found.map(({ kind, said: what }) => said.looks(said.kind[kind], what)).join(" ")}{" "}
      {said.leave}
    </small>
  );
}
