/** Everything that ends with a case, and the units that are to be told, before it is closed. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { deadAboard, hasAnybody, livingAboard } from "@/state/deployment-steps";
import { isUndecided } from "@/state/duties";
import type { Picture } from "@/state/picture";
import { isActive } from "@/state/scene";
import { landedText } from "./condition-texts";

/** The end that closing the case puts to work with nobody aboard, by the traits of its state. */
function endOf({ ship_id, state }: Deployment): "stood_down" | "released" | "homeward" {
  const { waits, homeward } = TRAITS[state];
  if (ship_id) return "released";
  if (homeward) return "homeward";
  return waits ? "stood_down" : "released";
}

const aboardOf = (work: Deployment) => (work.view === "full" ? work.aboard : 0);
const carries = (work: Deployment) => work.view === "full" && livingAboard(work);
const uncounted = (work: Deployment) => work.view === "full" && work.uncounted_aboard;
const deadOf = (work: Deployment) => (work.view === "full" ? deadAboard(work) : 0);

export function closingNotes(picture: Picture, id: string): string[] {
  const said = formWords.closing;
  const requests = [...picture.request.values()].filter((one) => one.incident_id === id);
  const asked = new Set(requests.map((one) => one.id));
  const offers = [...picture.offer.values()].filter(
    (one) => isUndecided(one) && (one.incident_id === id || asked.has(one.request_id ?? "")),
  );
  const works = [...picture.deployment.values()].filter(
    (work) => work.incident_id === id && (isActive(work) || hasAnybody(work)),
  );
  const carrying = works.filter(carries);
  const empty = works.filter((work) => !carries(work));
  const incident = picture.incident.get(id);
  const landed = (incident?.view === "full" && incident.people?.uncounted_delivered) || [];
  const names = (some: readonly Deployment[]) => some.map(({ name }) => name).join(", ");
  const to = (end: ReturnType<typeof endOf>) => empty.filter((work) => endOf(work) === end);
  const [stoodDown, released, homeward] = [to("stood_down"), to("released"), to("homeward")];
  return [
    requests.length > 0 ? said.requests(requests.map((one) => one.reference).join(", ")) : "",
    offers.length > 0 ? said.offers(offers.length) : "",
    stoodDown.length > 0 ? said.stoodDown(names(stoodDown)) : "",
    released.length > 0 ? said.released(names(released)) : "",
    homeward.length > 0 ? said.homeward(names(homeward)) : "",
    ...carrying.map((work) =>
      uncounted(work)
        ? said.carryingUncounted(work.name)
        : said.carrying(work.name, aboardOf(work)),
    ),
    landed.length > 0 ? said.landedUncounted(landedText(landed)) : "",
    ...works
      .filter((work) => deadOf(work) > 0)
      .map((work) => said.carryingDead(work.name, deadOf(work))),
  ].filter(Boolean);
}
