/** Says to a watch officer that the decision is theirs now, and is marked. */

import { helpWords } from "@/i18n/help-words";
import { useMe, usePicture } from "@/state/hooks";

export function ActingLine() {
  const { centre_id, centre } = useMe();
  const name = usePicture().centre.get(centre_id)?.name ?? centre;
  return <p className="alert">{helpWords.offers.acting(name)}</p>;
}
