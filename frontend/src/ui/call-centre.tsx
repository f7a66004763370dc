/** The centre to call by voice, with the numbers of the directory. */

import { formWords } from "@/i18n/form-words";
import { calledAs } from "@/state/callee";
import { usePicture } from "@/state/hooks";

export function CallCentre({ id }: { id: string | null | undefined }) {
  const centre = usePicture().centre.get(id ?? "");
  return centre ? <p>{formWords.voice.callCentre(calledAs(centre))}</p> : null;
}
