/** The server's shapes under the names that the screens use; `schema.ts` is generated. */

import type { Readable, Writable } from "openapi-typescript-helpers";
import type { components, paths } from "./schema";

type Plain = components["schemas"];
type Schemas = { [Name in keyof Plain]: Readable<Plain[Name]> };
export type Bodies = { [Name in keyof Plain]: Writable<Plain[Name]> };

export type Me = Schemas["MeView"];
export type Tiles = NonNullable<Me["map_tiles"]>;
export type ClockView = Schemas["ClockView"];
export type Role = Schemas["Role"];
/** All but a machine's. */
export type PersonRole = Bodies["PersonBody"]["roles"][number];
export type Point = Schemas["Point"];
export type Snapshot = Schemas["SnapshotView"];
export type SnapshotColumns = Schemas["SnapshotColumnsView"];
export type Table = Schemas["TableView"];
export type Entry = Schemas["RecordEntryView"];
export type Problem = Schemas["ProblemView"];

export type Party = Schemas["PartyView"];
export type Centre = Schemas["CentreView"];
export type Limit = Schemas["DeclaredLimitView"];
export type FeedStatus = Schemas["FeedView"];
export type FuelPoint = Schemas["FuelPointView"];
export type WithdrawnLimit = Schemas["WithdrawnLimitView"];
export type LimitKind = Limit["kind"];
export type Waters = Schemas["WatersView"];
export type CentreRef = Schemas["CentreRef"];
export type Agreement = Schemas["AgreementView"];
export type Asset = Schemas["AssetView"];
export type AssetType = Schemas["AssetTypeView"];
export type AssetForm = AssetType["form"];
export type Ship = Schemas["ShipView"];
export type FullIncident = Schemas["IncidentView"];
export type CoarseIncident = Schemas["CoarseIncidentView"];
export type Incident = FullIncident | CoarseIncident;
export type CaseAlarm = Schemas["CaseAlarmView"];
export type SentAway = Schemas["SentAwayView"];
export type SendsAway = SentAway["action"];
export type FirstUnit = Schemas["FirstUnitView"];
export type Request = Schemas["RequestView"];
export type Addressee = Schemas["AddresseeView"];
export type AlertChannel = Schemas["AlertChannel"];
export type AnswerLink = Schemas["AnswerLinkView"];
export type NewAnswerLink = Schemas["NewAnswerLinkView"];
export type Need = Schemas["NeedView"];
export type Coverage = Schemas["CoverageView"];
export type Muting = Schemas["MutingView"];
export type DistressReport = Schemas["DistressReportView"];
export type DistressTextLook = Schemas["TextLookView"];
export type DistressTextSource = Schemas["TextSource"];
export type Offer = Schemas["OfferView"];
export type ExpectedTime = Schemas["ExpectedTimeView"];
export type FuelStop = Schemas["StopView"];
export type FullDeployment = Schemas["DeploymentView"];
export type Deployment = FullDeployment | Schemas["BriefDeploymentView"];
export type Clearance = Schemas["ClearanceView"];
export type DeploymentCosts = Schemas["DeploymentCostsView"];
export type HomeCover = Schemas["HomeCoverView"];
export type HomePlace = Schemas["HomePlaceView"];
export type HomeCount = Schemas["HomeCountView"];
export type OfferedTerms = Schemas["OfferTermsView"];
export type Crossing = Schemas["CrossingView"];
export type SearchArea = Required<Schemas["SearchAreaBody"]>;
export type Position = Schemas["KnownPositionView"];
export type PastCase = Schemas["PastCaseView"];
export type Telling = Schemas["TellingView"];
export type Tellings = Schemas["TellingsView"];

export type Phase = Schemas["Phase"];
export type Situation = Schemas["Situation"];
export type Kind = Schemas["Kind"];
export type Capability = Schemas["CapabilityView"];
export type NeedUnit = Schemas["NeedUnit"];
export type Verdict = Schemas["Verdict"];
export type DeploymentAction = Schemas["DeploymentAction"];
export type DeploymentState = Schemas["DeploymentState"];
/** The steps that say no more than when, where and how many. */
export type PlainStep =
  paths["/api/deployments/{deployment_id}/{action}"]["post"]["parameters"]["path"]["action"];
export type SurvivorsLine = Schemas["SurvivorsLineView"];
export type WatchTakeover = Schemas["WatchTakeoverView"];
export type Sitrep = Schemas["SitrepView"];
export type TextKind = Schemas["TextKind"];
export type TextLanguage = Schemas["Language"];
export type TranslatedText = Schemas["TranslatedTextView"];
export type Office = Schemas["CoordinationView"]["office"];

export type Person = Schemas["PersonView"];
export type MachineKey = Schemas["KeyView"];
export type Preview = Schemas["PreviewView"];
export type ArrangementRead = Schemas["ArrangementReadView"];
export type Conflicts = Schemas["ConflictsView"];
export type Conflict = Schemas["ConflictView"];

export type VesselsOnMap = Schemas["VesselsOnMapView"];
export type DrawnVessel = Schemas["DrawnVesselView"];
export type HeardVessel = Schemas["HeardVesselAnswer"];
export type Match = Schemas["MatchView"];
export type Matches = Schemas["MatchesView"];
export type Isochrones = Schemas["IsochronesView"];
export type SeaWays = Schemas["SeaWaysView"];
export type LogLine = Schemas["LogLineView"];
export type History = Schemas["HistoryView"];
export type PositionLook = Schemas["PositionLookView"];
export type TouchedRegion = Schemas["TouchedRegionView"];
export type ReportedPosition = Schemas["ReportedPositionView"];

export type NeedBody = Bodies["NeedBody"];
export type OpenBody = Bodies["OpenIncidentBody"];
export type OfferBody = Bodies["OfferBody"];
export type StepBody = Bodies["StepDeploymentBody"];
