/** The words of the shortcut sheet in use; loaded with it. */

import { keys } from "./en-keys";

export type KeyWords = typeof keys;
export const keyWords: KeyWords = keys;
