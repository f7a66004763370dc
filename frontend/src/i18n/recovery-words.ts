/** The words in use of who recovers people; loaded with what shows them. */

import { recovery } from "./en-recovery";

export const recoveryWords: typeof recovery = recovery;
