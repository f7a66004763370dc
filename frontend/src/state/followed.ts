/** Units that are out for their work, and so are to be heard. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment } from "@/api/types";
import { isActive } from "./scene";

export const isFollowed = (work: Deployment): boolean =>
  isActive(work) && !TRAITS[work.state].waits;
