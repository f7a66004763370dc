/** The catalogue of asset types, and of the capabilities that they have. */

import { api, unwrap } from "./client";

export const readAssetTypes = () => unwrap(api.GET("/api/asset-types"));
export const readCapabilities = () => unwrap(api.GET("/api/capabilities"));
