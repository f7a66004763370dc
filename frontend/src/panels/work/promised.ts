/** The field of an arrival that is promised with a step; empty, the promise before stands. */

import { formWords } from "@/i18n/form-words";
import type { Field } from "@/ui/values";

export const PROMISED: Field = {
  name: "promised",
  label: formWords.makeOffer.eta,
  kind: "future",
  hint: formWords.form.promiseHint,
};
