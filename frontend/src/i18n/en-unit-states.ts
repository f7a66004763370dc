/** The words of what a unit does for a case, and of its readiness, in English. */

export const workState = {
  committed: "committed",
  mobilising: "mobilising",
  underway: "under way",
  on_scene: "on scene",
  refuelling: "refuelling",
  loaded: "loaded",
  delivered: "delivered",
  released: "released",
  returning: "returning",
  returned: "returned",
  stood_down: "stood down",
  recalled: "recalled",
  diverted: "diverted",
  hailed: "hailed",
  proceeding: "proceeding",
  unable: "unable",
  embarked: "embarked",
};

export const readiness = {
  available: "available",
  limited: "limited",
  unavailable: "unavailable",
  maintenance: "maintenance",
};
