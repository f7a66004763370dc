/** The layers of the map, bottom first. */

import type { Layer } from "../layer";
import { centresLayer } from "./centres";
import { driftsLayer } from "./drifts";
import { fuelPointsLayer } from "./fuel-points";
import { graticuleLayer } from "./graticule";
import { incidentsLayer } from "./incidents";
import { limitsLayer } from "./limits";
import { measureLayer } from "./measured-way";
import { placesLayer } from "./named-places";
import { pointedPlaceLayer } from "./pointed-place";
import { reachLayer } from "./reach";
import { regionsLayer } from "./regions";
import { searchesLayer } from "./searches";
import { sightLayer } from "./sight-rings";
import { signalsLayer } from "./signals";
import { tracksLayer } from "./tracks";
import { typedLayer } from "./typed";
import { uncertaintyLayer } from "./uncertainty";
import { fleetLayer, workingLayer } from "./units";
import { vesselsLayer } from "./vessels";
import { viewEdgesLayer } from "./view-edges";
import { waysLayer } from "./ways";
import { zonesLayer } from "./zones";

export const LAYERS: readonly Layer[] = [
  zonesLayer,
  regionsLayer,
  limitsLayer,
  graticuleLayer,
  placesLayer,
  reachLayer,
  searchesLayer,
  uncertaintyLayer,
  driftsLayer,
  tracksLayer,
  waysLayer,
  vesselsLayer,
  centresLayer,
  fuelPointsLayer,
  pointedPlaceLayer,
  fleetLayer,
  workingLayer,
  incidentsLayer,
  signalsLayer,
  typedLayer,
  sightLayer,
  measureLayer,
  viewEdgesLayer,
];
