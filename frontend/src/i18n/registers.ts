/** The words of the registers in use. */

import { type RegisterWords, registers } from "./en-registers";

export const registerWords: RegisterWords = registers;
