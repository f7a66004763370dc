/** The centres to call by voice where nobody at the desk can settle a duty, and their numbers. Pure. */

import type { Addressee, Centre, Deployment, Request } from "@/api/types";
import { handlingOf } from "./alarm-handling";
import type { Duty } from "./alarms";
import type { Picture } from "./picture";
import { isAwaited } from "./request-states";

const VOICE = ["telephone", "satellite", "vhf", "mf_hf"];
const TRIED_FIRST = 2;

type Called = Pick<Centre, "name"> & Partial<Pick<Centre, "contacts">>;

interface Contact {
  readonly channel: string;
  readonly value: string;
}

/** The ways to speak to it in the order to try them; else the first of the others. */
function triedOf(centre: Partial<Called> | undefined): readonly Contact[] {
  const contacts = (centre?.contacts ?? []) as unknown as readonly Contact[];
  const spoken = contacts.filter(({ channel }) => VOICE.includes(channel));
  return spoken.length > 0 ? spoken.slice(0, TRIED_FIRST) : contacts.slice(0, 1);
}

export const numbersOf = (centre: Partial<Called> | undefined): string =>
  triedOf(centre)
    .map(({ channel, value }) => `${channel.replace("_", "/")} ${value}`)
    .join(", ");

/** The first of them alone, without its channel. */
export const numberOf = (centre: Partial<Called> | undefined): string =>
  triedOf(centre)[0]?.value ?? "";

/** `RCC Malta: telephone +356 …`; without a number in the directory its name alone. */
export const calledAs = (centre: Called): string =>
  [centre.name, numbersOf(centre)].filter(Boolean).join(": ");

/** The centres, by id; none: nobody can be named from here. */
export function calleesOf(duty: Duty, picture: Picture, ownCentre: string): readonly string[] {
  const [, page, id = ""] = duty.path.split("/");
  const request = page === "requests" ? picture.request.get(id) : undefined;
  const clearance = page === "clearances" ? picture.clearance.get(id) : undefined;
  switch (handlingOf(duty.kind).call) {
    case "coordinator":
      return [ownCentre];
    case "lead": {
      const incident = picture.incident.get(duty.incidentId ?? "");
      return incident?.view === "full" ? [incident.lead.id] : [];
    }
    case "smc": {
      const incident = picture.incident.get(duty.incidentId ?? "");
      if (incident?.view !== "full") return [];
      const { smc_by_voice, lead, lead_unreached } = incident;
      const voice = ids(smc_by_voice?.centre);
      return lead_unreached || !smc_by_voice ? [...voice, lead.id] : voice;
    }
    case "proposed": {
      const incident = picture.incident.get(duty.incidentId ?? "");
      const open = incident?.view === "full" ? incident.coordination : [];
      return open.flatMap(({ to_centre, answer_due_at }) =>
        answer_due_at && Date.parse(answer_due_at) === duty.dueMs ? [to_centre.id] : [],
      );
    }
    case "asker":
      return ids(request?.centre ?? clearance?.asked_by);
    case "asked":
      return clearance ? ids(clearance.centre) : askedOf(duty, request, picture);
    case "negotiator":
      return [];
    case "owner":
      return ids(ownerOf(picture.deployment.get(duty.workId ?? ""), picture));
  }
}

const ids = (centre: { readonly id: string } | null | undefined) => (centre ? [centre.id] : []);

/** The centres of a request that a duty is about; the other lead of a link. */
function askedOf(duty: Duty, request: Request | undefined, picture: Picture): readonly string[] {
  if (request) {
    return request.addressees.flatMap((addressee) =>
      isAbout(duty, addressee) ? [addressee.centre.id] : [],
    );
  }
  const incident = picture.incident.get(duty.incidentId ?? "");
  if (incident?.view !== "full") return [];
  return incident.links.flatMap(({ asked, incident_id }) => {
    const other = asked ? picture.incident.get(incident_id ?? "") : undefined;
    return other?.view === "full" ? [other.lead.id] : [];
  });
}

/** Whether it has declined or offered as the duty tells, has a locked link, or else is silent. */
function isAbout({ kind }: Duty, addressee: Addressee): boolean {
  if (kind === "declined" || kind === "offered") return addressee.state === kind;
  if (kind === "locked") return Boolean(addressee.link?.locked_at);
  return isAwaited(addressee);
}

/** The owner's centre: that which offered the unit, else the first one of its party. */
export function ownerOf(work: Deployment | undefined, picture: Picture): Centre | null {
  if (work?.view !== "full" || work.party === null) return null;
  const offered = picture.offer.get(work.offer_id ?? "")?.centre.id;
  const kept = picture.asset.get(work.asset_id ?? "")?.centre_id;
  const known = picture.centre.get(offered ?? kept ?? "");
  return known ?? [...picture.centre.values()].find(({ party }) => party === work.party) ?? null;
}
