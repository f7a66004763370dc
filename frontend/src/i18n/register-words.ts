/** The words of the registers in use. */

import { agreements } from "./en-agreements";
import { people } from "./en-people";
import { registers } from "./en-registers";

const english = { ...registers, agreements, people };

export type RegisterWords = typeof english;
export const registerWords: RegisterWords = english;
