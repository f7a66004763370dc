/** The catalogue of asset types. */

import { api, unwrap } from "./client";

export const readAssetTypes = () => unwrap(api.GET("/api/asset-types"));
