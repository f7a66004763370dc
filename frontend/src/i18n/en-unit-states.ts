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

/** The status of navigation that a vessel tells by AIS. */
export const vesselStatus = {
  under_way: "under way",
  at_anchor: "at anchor",
  not_under_command: "not under command",
  restricted: "restricted in its ability to manoeuvre",
  constrained_by_draught: "constrained by its draught",
  moored: "moored",
  aground: "aground",
  fishing: "fishing",
  sailing: "under sail",
  towing: "towing or pushing",
};
