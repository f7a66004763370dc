/** Of a need for persons: who is recovered, for whom there is room, and which units recover. */

import type { Coverage, Incident } from "@/api/types";
import { presentOf } from "@/geo/present";
import { recoveryWords } from "@/i18n/recovery-words";
import { inRoundFigures, recovering, recoversNow } from "@/state/recovery";

interface RecoveryLinesProps {
  coverage: Coverage;
  now: number;
  /** The case it is for, where it is seen. */
  incident?: Incident | undefined;
}

export function RecoveryLines({ coverage, now, incident }: RecoveryLinesProps) {
  const { recovered, room, sea_state, limited, room_unknown: unknown } = coverage;
  const place = placeOf(incident, now);
  const { persons, anHour, anHourThere, heldBack } = recovering(coverage, place, now);
  return (
    <>
      <p className="muted">
        {unknown.length > 0
          ? recoveryWords.atLeast(recovered, room)
          : recoveryWords.room(recovered, room, room - persons - heldBack)}
      </p>
      {unknown.length > 0 && (
        <p className="strong distress">{recoveryWords.roomUnknown(unknown.join(", "))}</p>
      )}
      {room > 0 && persons + heldBack > 0 && (
        <p className={persons > 0 ? "muted" : "alert"}>
          {recoveryWords.pace(
            persons,
            inRoundFigures(anHour),
            inRoundFigures(anHourThere),
            sea_state,
          )}
        </p>
      )}
      {limited.map((unit, index) => {
        const able = recoversNow(unit, place, now);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two units may have one name
          <p key={index} className={able ? "muted" : "alert"}>
            {recoveryWords.unit(unit.name, unit.room, whyOf(unit, able))}
          </p>
        );
      })}
    </>
  );
}

function whyOf({ why, came, dark, sea_state_max }: Coverage["limited"][number], able: boolean) {
  if (why === "beyond_sea_state") return recoveryWords.beyondSea(sea_state_max);
  if (able) return dark === null ? recoveryWords.lightUnknown : recoveryWords.byDay;
  return came ? recoveryWords.darkNow : recoveryWords.darkThen;
}

function placeOf(
  incident: Incident | undefined,
  now: number,
): readonly [lon: number, lat: number] | null {
  const point = incident?.view === "full" ? presentOf(incident, now)?.now.point : null;
  const [lon, lat] = point?.coordinates ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
}
