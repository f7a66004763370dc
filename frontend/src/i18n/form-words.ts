/** The words in use of what is opened from the first view; loaded after it. */

import { forms } from "./en-forms";

export type FormWords = typeof forms;
export const formWords: FormWords = forms;
