/** Contradictions in what was told of a unit: recorded all the same, red until resolved. */

import type { FullDeployment } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";

type Doubt = FullDeployment["doubts"][number];

export default function ToldDoubts({ doubts, now }: { doubts: readonly Doubt[]; now: number }) {
  return doubts.map((doubt) => (
    <p key={`${doubt.code}-${doubt.at}`} className="strong distress">
      {doubtText(doubt, now)}
    </p>
  ));
}

/** The contradiction in words. */
export function doubtText({ code, params }: Doubt, now: number): string {
  const said = formWords.doubt.told;
  const { action, before, at, persons, aboard, state } = params as Partial<Record<string, string>>;
  if (code === "more_than_aboard")
    return said.more_than_aboard(stepText(action), String(persons), String(aboard));
  if (code === "more_dead_than_aboard")
    return said.more_dead_than_aboard(String(persons), String(aboard), action === "transfer");
  if (code === "not_there") return said.not_there(stepText(action), stateText(state));
  if (code === "earlier_work") return said.earlier_work(stepText(action));
  return said.out_of_order(stepText(action), stepText(before), at ? utc(Date.parse(at), now) : "");
}

const STEPS: Readonly<Record<string, string>> = { ...formWords.lives, ...formWords.step };

const stateText = (state: string | undefined) =>
  (helpWords.workState as Readonly<Record<string, string>>)[state ?? ""] ?? "";

const stepText = (action: string | undefined) =>
  action ? (STEPS[action] ?? action.replaceAll("-", " ")) : "";
