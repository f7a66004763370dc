/** The traits of deployment states. */
/** Written by `make api-types`, never by hand. */

/** The meaning of one deployment state. */
export interface Traits {
  readonly counts: string;
  readonly binds: boolean;
  readonly engages: boolean;
  readonly waits: boolean;
  readonly planned: boolean;
  readonly moving: boolean;
  readonly on_scene: boolean;
  readonly refuels: boolean;
  readonly homeward: boolean;
  readonly frees: boolean;
  readonly gives: string | null;
  readonly takes: string | null;
  readonly ship_takes: string | null;
  readonly gone: string | null;
  readonly before_scene: boolean;
}
const NONE: Traits = {"counts": "nothing", "binds": false, "engages": false, "waits": false, "planned": false, "moving": false, "on_scene": false, "refuels": false, "homeward": false, "frees": false, "gives": null, "takes": null, "ship_takes": null, "gone": null, "before_scene": false};
const traits = (given: Partial<Traits>): Traits => ({ ...NONE, ...given });

/** The meaning of each deployment state. */
export const TRAITS = {
  committed: traits({"counts": "promised", "binds": true, "waits": true, "planned": true, "before_scene": true}),
  mobilising: traits({"counts": "promised", "binds": true, "waits": true, "before_scene": true}),
  underway: traits({"counts": "promised", "binds": true, "moving": true, "before_scene": true}),
  on_scene: traits({"counts": "promised", "binds": true, "engages": true, "on_scene": true, "gives": "on_scene", "takes": "loaded", "ship_takes": "embarked"}),
  refuelling: traits({"counts": "promised", "binds": true, "refuels": true, "gives": "refuelling"}),
  loaded: traits({"counts": "promised", "binds": true, "gives": "on_scene", "takes": "loaded"}),
  delivered: traits({"counts": "promised", "binds": true, "gives": "delivered", "takes": "loaded"}),
  released: traits({"counts": "done", "binds": true, "homeward": true}),
  returning: traits({"counts": "done", "binds": true, "homeward": true}),
  returned: traits({"counts": "done", "frees": true}),
  stood_down: traits({"frees": true}),
  recalled: traits({"frees": true, "gives": "recalled", "gone": "turned_back"}),
  diverted: traits({"gives": "diverted", "gone": "turned_back"}),
  hailed: traits({"engages": true, "waits": true, "before_scene": true}),
  proceeding: traits({"counts": "promised", "engages": true, "moving": true, "before_scene": true}),
  unable: traits({"gives": "unable", "gone": "unable"}),
  embarked: traits({"counts": "promised", "engages": true, "on_scene": true, "gives": "on_scene", "ship_takes": "embarked"}),
};
