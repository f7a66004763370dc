/** The states of requests and of their answers, as the server has them
 * (sar/requests/state_tables.py). Pure. */

import type { Addressee, Request } from "@/api/types";

/** Whether the request was sent and is not over. */
export const isAsking = ({ state }: Pick<Request, "state">) =>
  state === "open" || state === "filled";

/** Whether the centre's answer is still to come. */
export const isAwaited = ({ state }: Pick<Addressee, "state">) =>
  state === "sent" || state === "acknowledged";
