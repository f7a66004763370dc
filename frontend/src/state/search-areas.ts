/** The areas of a case that are to be searched, as the lead has said them. Pure. */

import type { FullIncident, SearchArea } from "@/api/types";

/** As they are kept: each was read by the server before it was taken. */
export const searchAreasOf = ({ search_areas }: Pick<FullIncident, "search_areas">) =>
  search_areas as unknown as readonly SearchArea[];
