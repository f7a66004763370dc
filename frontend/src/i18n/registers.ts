/** The words of the registers in use. */

import { agreements } from "./en-agreements";
import { registers } from "./en-registers";

const english = { ...registers, agreements };

export type RegisterWords = typeof english;
export const registerWords: RegisterWords = english;
