/** The unit and its mission, as a State must know them before it lets the unit in (Annex 3.1.3). */

import type { Clearance } from "@/api/types";
import { minutes } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { Fact, Facts } from "@/ui/facts";

const say = formWords.clearance;

export function Mission({ clearance }: { clearance: Clearance }) {
  const { particulars: unit, mission } = clearance;
  const { armed } = unit;
  return (
    <Facts>
      <Fact name={say.mission.need}>{mission.need}</Fact>
      <Fact name={say.registration}>
        {[unit.callsign, unit.mmsi, unit.imo, unit.icao24].filter(Boolean).join(", ") ||
          say.notTold}
      </Fact>
      {unit.hailed && <Fact name={say.flag}>{unit.flag ?? say.notTold}</Fact>}
      <Fact name={say.service}>{unit.service ? say.services[unit.service] : say.notTold}</Fact>
      <Fact name={say.armed}>
        {armed == null ? say.notTold : say.armedSaid[armed ? "yes" : "no"]}
      </Fact>
      <Fact name={say.sensors}>
        {(unit.sensors ?? []).map((sensor) => say.sensor[sensor]).join(", ")}
      </Fact>
      <Fact name={say.mission.crew}>{mission.crew == null ? say.notTold : mission.crew}</Fact>
      <Fact name={say.mission.duration}>
        {mission.duration_minutes == null ? null : minutes(mission.duration_minutes)}
      </Fact>
      {(["tracks", "heights", "landing", "radio", "transponder", "liaison"] as const).map(
        (name) => (
          <Fact key={name} name={say.mission[name]}>
            {mission[name]}
          </Fact>
        ),
      )}
    </Facts>
  );
}
