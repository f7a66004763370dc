/** The borders of a unit at work: what was asked, and what is still to be asked for it. */

import { useState } from "react";
import { write } from "@/api/client";
import { readCrossings } from "@/api/requests";
import type { Bodies, Crossing, FullDeployment } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dayTime, ddm } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { asksFor, clearancesOf, mayBeTold, standsAs, toBeAsked } from "@/state/clearances";
import type { Hands } from "@/state/deployment-steps";
import { usePicture, useTouched } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import type { Picture } from "@/state/picture";
import { isActive } from "@/state/scene";
import { FormDialog } from "@/ui/form";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import type { Field, Values } from "@/ui/values";
import { endLine } from "@/ui/voice-line";
import { ClearanceTag } from "../clearance";
import { intoOf, isUndetermined } from "../clearance/into";

const say = formWords.clearance;

interface Props {
  work: FullDeployment;
  hands: Hands;
  now: number;
}

export default function Clearance({ work, hands, now }: Props) {
  const picture = usePicture();
  const asks = hands.watches && asksFor(work, hands.party);
  return (
    <>
      {clearancesOf(picture, work.id).map((clearance) => (
        <div key={clearance.id} className="row apart">
          <Link href={`/clearances/${clearance.id}`}>
            {(clearance.mode === "notify" ? say.noticeLine : say.line)(
              intoOf(clearance, partyName(picture, clearance.territory)),
            )}
          </Link>
          <span>
            <ClearanceTag clearance={clearance} now={now} />{" "}
            {[
              standsAs(clearance, now) === "granted" && endLine(clearance, now),
              clearance.conditions || clearance.reason,
              clearance.objection && say.noneNeeded,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </div>
      ))}
      {asks && isActive(work) && <Unasked work={work} now={now} />}
    </>
  );
}

/** Borders where the party must still ask or notify; on its way it may tell other States too. */
function Unasked({ work, now }: { work: FullDeployment; now: number }) {
  const picture = usePicture();
  const { value } = useFetched(work.id, useTouched(work.id), (signal) =>
    readCrossings(work.id, signal),
  );
  const [asking, setAsking] = useState<Crossing | null>(null);
  const standing = clearancesOf(picture, work.id);
  const open = toBeAsked(value ?? [], standing, now);
  const first = open[0];
  useKey("e", first ? () => setAsking(first) : null);
  return (
    <>
      {open.map((crossing) => (
        <div key={crossing.territory} className="card call">
          <p>{crossing.sentence}</p>
          <div className="row">
            <button type="button" className="main" onClick={() => setAsking(crossing)}>
              {titleOf(picture, crossing)} {crossing === first && <kbd>E</kbd>}
            </button>
          </div>
        </div>
      ))}
      {mayBeTold(value ?? [], standing, now).map((crossing) => (
        <div key={crossing.territory} className="row apart">
          <span className="muted">{crossing.sentence}</span>
          <button type="button" onClick={() => setAsking(crossing)}>
            {titleOf(picture, crossing)}
          </button>
        </div>
      ))}
      {asking && <Ask work={work} crossing={asking} onDone={() => setAsking(null)} />}
    </>
  );
}

const notified = ({ mode }: Crossing) => mode === "notify";
/** The region's centre is named, and no State, where nobody says whose waters these are. */
const whom = (picture: Picture, crossing: Crossing) =>
  isUndetermined(crossing) && crossing.centre
    ? crossing.centre.name
    : partyName(picture, crossing.territory);
/** It is no centre's to clear what is not said to be its State's: it is asked about it. */
const titleOf = (picture: Picture, crossing: Crossing, notifies = notified(crossing)) => {
  if (notifies) return say.notify(whom(picture, crossing));
  return (isUndetermined(crossing) ? say.askAbout : say.ask)(whom(picture, crossing));
};

const HOW = ["notify", "request"] as const;

const MISSION = [
  "need",
  "crew",
  "duration",
  "tracks",
  "heights",
  "landing",
  "radio",
  "transponder",
  "liaison",
] as const;

const missionOf = (typed: Values): Bodies["MissionBody"] => ({
  need: typed.text("need"),
  crew: typed.number("crew"),
  duration_minutes: typed.number("duration"),
  tracks: typed.text("tracks"),
  heights: typed.text("heights"),
  landing: typed.text("landing"),
  radio: typed.text("radio"),
  transponder: typed.text("transponder"),
  liaison: typed.text("liaison"),
});

interface AskProps {
  work: FullDeployment;
  crossing: Crossing;
  onDone: () => void;
}

function Ask({ work, crossing, onDone }: AskProps) {
  const picture = usePicture();
  const unit = picture.asset.get(work.asset_id ?? "") ?? picture.ship.get(work.ship_id ?? "");
  const callsign = unit?.callsign;
  const centres = [...picture.centre.values()].filter(({ party }) => party === crossing.territory);
  // What is chosen is what the sheet says is sent, from its title to its button.
  const begins = notified(crossing) ? "notify" : "request";
  const [mode, setMode] = useState<string>(begins);
  const notifies = mode === "notify";
  return (
    <FormDialog
      title={`${titleOf(picture, crossing, notifies)}: ${work.name}`}
      draft={`clearance.${work.id}.${crossing.territory}`}
      focused
      fields={[
        {
          name: "mode",
          label: say.how,
          kind: "choice",
          wide: true,
          required: true,
          initial: begins,
          hint: notified(crossing) ? say.noLeaveNeeded : say.leaveNeeded,
          options: HOW.map((mode) => [mode, say.hows[mode]] as const),
        },
        {
          name: "details",
          label: say.details,
          kind: "prose",
          hint: notifies ? say.detailsTold : say.detailsHint,
          initial: callsign ? say.callsign(callsign) : "",
        },
        {
          name: "centre",
          label: notifies ? say.sentTo : say.of,
          kind: "choice",
          wide: true,
          required: true,
          initial: crossing.centre?.id ?? "",
          options: centres.map(
            ({ id, name, listed }) =>
              [id, listed ? `${name}, ${formWords.ask.byVoice}` : name] as const,
          ),
        },
        {
          name: "place",
          label: say.place,
          kind: "position",
          initial: crossing.place ? ddm(crossing.place) : "",
        },
        { name: "at", label: say.at, kind: "future", initial: dayTime(crossing.at) },
        ...MISSION.map(
          (name): Field => ({
            name,
            label: say.mission[name],
            kind: name === "crew" || name === "duration" ? "count" : "line",
            hint: say.missionHint,
          }),
        ),
      ]}
      main={notifies ? say.sendNotice : say.sendRequest}
      onTyped={(typed) => setMode(typed.mode ?? begins)}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/clearances", {
          path: { deployment_id: work.id },
          body: {
            id: key,
            territory: crossing.territory,
            mode: typed.text("mode") as (typeof HOW)[number],
            centre_id: typed.text("centre"),
            details: typed.text("details"),
            mission: missionOf(typed),
            place: typed.point("place"),
            enters_at: typed.at("at", "future"),
          },
        })
      }
      onDone={onDone}
    >
      {notifies && !notified(crossing) && <p className="alert">{say.givesNone}</p>}
      <p className="muted">{say.stateReads}</p>
    </FormDialog>
  );
}
