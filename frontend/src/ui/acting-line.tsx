/** Says to a watch officer that the decision is theirs now, and is marked. */

import { words } from "@/i18n";
import { useMe, usePicture } from "@/state/hooks";

export function ActingLine() {
  const { centre_id, centre } = useMe();
  const name = usePicture().centre.get(centre_id)?.name ?? centre;
  return <p className="alert">{words.offers.acting(name)}</p>;
}
