/** The catalogue of asset types. */

import { api, told } from "./client";

export const readAssetTypes = () => told(api.GET("/api/asset-types"));
