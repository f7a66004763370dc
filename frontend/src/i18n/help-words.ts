/** The words in use of what is asked, offered and deployed; loaded after the first view. */

import { help } from "./en-help";

export const helpWords: typeof help = help;
