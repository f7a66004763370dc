/** The words in use of alarms; loaded beside the first view. */

import { alarms } from "./en-alarms";

export type AlarmWords = typeof alarms;
export const alarmWords: AlarmWords = alarms;
