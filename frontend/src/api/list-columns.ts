/** The columns of a list of assets that is imported. */
/** Written by `make api-types`, never by hand. */

export const LIST_COLUMNS: readonly string[] = ["name", "type", "centre", "mmsi", "imo", "icao24", "callsign", "tracker_id", "service", "armed", "sensors", "base_name", "base_lat", "base_lon", "base_shared", "at_sea", "readiness", "readiness_reason", "readiness_until", "notice_day_minutes", "notice_night_minutes", "notice_at_sea_minutes", "quantity", "note", "verified_at", "cruise_kn", "response_kn", "max_kn", "range_nm", "radius_nm", "endurance_h", "capacity_normal", "capacity_extreme", "sea_state_max", "wind_max_kn", "length_m"];

/** The figures of a type, each of which an asset may have of its own. */
export const FIGURES = ["cruise_kn", "response_kn", "max_kn", "range_nm", "radius_nm", "endurance_h", "capacity_normal", "capacity_extreme", "sea_state_max", "wind_max_kn", "length_m"] as const;
