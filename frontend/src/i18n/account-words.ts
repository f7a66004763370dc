/** The words in use of the account's menu; loaded with it. */

import { account } from "./en-account";

export const accountWords: typeof account = account;
