/** The doubts of a vessel off the air: of its place, and of those of its track. */

import type { HeardVessel } from "@/api/types";
import { vessels as said } from "@/i18n/en-vessels";
import { DoubtWords, doubtText } from "@/ui/position-doubt";

interface Props {
  readonly vessel: HeardVessel;
  readonly now: number;
  /** Of the points of its track, not of its place. */
  readonly ofTrack?: boolean;
}

export default function VesselDoubts({ vessel, now, ofTrack }: Props) {
  if (ofTrack) return <SuspectPlaces track={vessel.track} />;
  return <DoubtWords position={vessel} now={now} isRuled={false} />;
}

/** The points that were suspect when they came, by number, with each reason once. */
function SuspectPlaces({ track }: { track: HeardVessel["track"] }) {
  const doubts = track.flatMap(({ doubt }) => doubt ?? []);
  if (doubts.length === 0) return null;
  const why = [...new Set(doubts)].map(doubtText).join("; ");
  return <p className="alert">{said.suspectPlaces(doubts.length, track.length, why)}</p>;
}
