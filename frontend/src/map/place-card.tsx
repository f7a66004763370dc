/** The card of a centre or of a fuel point: whose it is, where, and what it has for whom. */

import type { Centre, FuelPoint } from "@/api/types";
import { localTime, notations } from "@/geo/format";
import { fuelPoints } from "@/i18n/en-fuel-points";
import { placeCard as said } from "@/i18n/en-place-card";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { useStore } from "@/state/store";
import { ContactList } from "@/ui/contact-list";
import { Fact, Facts } from "@/ui/facts";
import { craftsText, fuelsText, hoursText, isShutAt, landingTexts } from "@/ui/fuel-texts";
import { Link } from "@/ui/link";
import { type CardPlace, MapCard, Notations } from "./card-frame";
import type { SeenPlace } from "./seen";
import { shown } from "./shown";

export default function PlaceCard({ place, ...where }: CardPlace & { readonly place: SeenPlace }) {
  const { thing, view } = place;
  const title = said[thing].title(view.name);
  return (
    <MapCard title={title} party={view.party} name={view.name} {...where}>
      {place.thing === "centre" ? (
        <CentreFacts centre={place.view} stays={where.close !== null} />
      ) : (
        <FuelFacts point={place.view} stays={where.close !== null} />
      )}
    </MapCard>
  );
}

function CentreFacts({ centre, stays }: { centre: Centre; stays: boolean }) {
  const words = said.centre;
  const now = useNow(5_000);
  const of = partyName(usePicture(), centre.party);
  return (
    <>
      <p className={centre.listed ? "alert" : ""}>
        {centre.listed ? words.listed(of) : words.joined(of)}
      </p>
      <Facts>
        <Fact name={said.place}>
          <span className="stack tight">
            <Notations lines={notations(centre.position, 0)} />
          </span>
        </Fact>
        <Fact name={words.region}>
          <Region centre={centre} />
        </Fact>
        <Fact name={words.languages}>{centre.languages.join(", ")}</Fact>
        <Fact name={words.clock}>{localTime(now, centre.time_zone)}</Fact>
      </Facts>
      <section className="stack tight" aria-label={words.contacts}>
        <span className="muted">{words.contacts}</span>
        <ContactList centre={centre} />
      </section>
      {stays && (
        <p>
          <Link href="/contacts">{words.page}</Link>
        </p>
      )}
    </>
  );
}

function Region({ centre: { name, srr } }: { centre: Centre }) {
  const { regions } = useStore(shown);
  if (!srr) return said.centre.noRegion;
  return regions ? said.centre.drawn(name) : said.centre.hidden(name);
}

function FuelFacts({ point, stays }: { point: FuelPoint; stays: boolean }) {
  const words = said.fuel_point;
  const now = useNow();
  const of = partyName(usePicture(), point.party);
  return (
    <>
      <p>{words.of(of)}</p>
      <Facts>
        <Fact name={said.place}>
          <span className="stack tight">
            <Notations lines={notations(point.place, 0)} />
          </span>
        </Fact>
        <Fact name={words.hours}>
          <span className={isShutAt(point, now) ? "alert" : ""}>{hoursText(point, now)}</span>
        </Fact>
        <Fact name={words.fuels}>{fuelsText(point)}</Fact>
        <Fact name={words.crafts}>{craftsText(point)}</Fact>
        <Fact name={words.draught}>
          {point.draught_max_m !== null && words.metres(point.draught_max_m)}
        </Fact>
        <Fact name={words.landing}>{landingTexts(point).join(", ")}</Fact>
        <Fact name={words.who}>
          <WhoMay point={point} of={of} />
        </Fact>
        <Fact name={words.source}>{point.source}</Fact>
        <Fact name={words.note}>{point.note}</Fact>
      </Facts>
      {stays && (
        <p>
          <Link href="/fuel-points">{words.page}</Link>
        </p>
      )}
    </>
  );
}

/** The article by which another party's is opened, as far as the server tells one. */
function WhoMay({ point: { party, opened_by: by }, of }: { point: FuelPoint; of: string }) {
  const me = useMe();
  const agreements = usePicture().agreement;
  const words = said.fuel_point;
  if (party === me.party) return words.own;
  if (!by?.agreement) return words.others(of);
  const treaty = [...agreements.values()].find(({ reference }) => reference === by.agreement);
  const told = fuelPoints.openedBy(by.article ?? "", by.agreement);
  return (
    <>
      {words.opened}
      {treaty ? <Link href={`/agreements/${treaty.id}`}>{told}</Link> : told}
    </>
  );
}
