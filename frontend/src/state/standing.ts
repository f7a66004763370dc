/** The state of an agreement: which text holds, who has signed, what a party may do. Pure. */

import type { Agreement } from "@/api/types";

export type Version = Agreement["versions"][number];
export type Area = NonNullable<Version["terms"][number]["zone"]>;
export type VersionAct =
  | "propose"
  | "discard"
  | "sign"
  | "suspend_sharing"
  | "resume_sharing"
  | "resume"
  | "take_back_notice"
  | "end";

/** The text that holds, else the one that may come; what is over only when nothing else is. */
export function standingVersion({ versions }: Agreement): Version | null {
  const holds = versions.find(({ state }) => state === "in_force" || state === "suspended");
  return holds ?? versions.find(({ state }) => state !== "ended") ?? versions[0] ?? null;
}

/** The proposed text that still lacks signatures. */
export function unsigned(agreement: Agreement): Version | null {
  return agreement.versions.find((version) => missing(agreement, version).length > 0) ?? null;
}

/** Parties whose signature a proposed text waits for. */
export function missing({ parties }: Agreement, { state, signatures }: Version): string[] {
  if (state !== "proposed") return [];
  const signed = new Set(signatures.map(({ party }) => party));
  return parties.filter((party) => !signed.has(party));
}

export function waitsFor(agreement: Agreement, party: string): boolean {
  const version = unsigned(agreement);
  return version !== null && missing(agreement, version).includes(party);
}

/** As the server's table of actions has it; the usual one first. */
export function actsOn(
  agreement: Agreement,
  version: Version,
  party: string,
  nowMs: number,
): VersionAct[] {
  switch (version.state) {
    case "draft":
      return version.drafted_by === party ? ["propose", "discard"] : [];
    case "proposed":
      return missing(agreement, version).includes(party) ? ["sign", "end"] : ["end"];
    case "in_force":
      return partActs(version, party, nowMs);
    case "suspended":
      return version.suspended_by === party ? ["resume", "end"] : ["end"];
    case "ended":
      return [];
  }
}

const TAKE_BACK: readonly VersionAct[] = ["take_back_notice"];

/** A notice is taken back before it takes effect; afterwards its party has no part in the text. */
function partActs(version: Version, party: string, nowMs: number): VersionAct[] {
  const own = version.withdrawals.find((one) => one.party === party);
  if (own && Date.parse(own.from_at) <= nowMs) return [];
  return [...(own ? TAKE_BACK : []), ...sharingActs(version, party), "end"];
}

/** A party suspends what it grants itself, once; one that grants nothing has nothing to suspend. */
function sharingActs({ suspensions, terms }: Version, party: string): VersionAct[] {
  if (suspensions.some((one) => one.party === party)) return ["resume_sharing"];
  const grants = terms.some(
    ({ grantor, grantees }) =>
      grantor === party ||
      (grantor === null && (grantees.length === 0 || grantees.some((one) => one !== party))),
  );
  return grants ? ["suspend_sharing"] : [];
}

/** Agreements that wait for the party's own signature first, then by reference. */
export function byStanding(agreements: Iterable<Agreement>, party: string): Agreement[] {
  return [...agreements].sort(
    (one, other) =>
      Number(waitsFor(other, party)) - Number(waitsFor(one, party)) ||
      one.reference.localeCompare(other.reference, "en", { numeric: true }),
  );
}

export interface Zone {
  readonly termId: string;
  readonly name: string;
  readonly area: Area;
}

/** The zones that the terms of a text name. */
export function zonesOf({ reference }: Agreement, { terms }: Version): Zone[] {
  return terms.flatMap(({ id, article, zone, zone_name }) =>
    zone
      ? [
          {
            termId: id,
            name: [reference, article, zone_name].filter(Boolean).join(" · "),
            area: zone,
          },
        ]
      : [],
  );
}
