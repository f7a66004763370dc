/** The signs of the map and what they mean, drawn by the map's own hand. */

import type { Phase } from "@/api/types";
import { signs as said } from "@/i18n/en-signs";
import { palette } from "@/state/palette";
import { useStore } from "@/state/store";
import { type Colours, coloursOf } from "./colours";
import { drawIcon } from "./icons/draw";
import type { Icon, UnitIcon, VesselIcon } from "./icons/names";

const unit = (given: Partial<UnitIcon>): Icon => ({
  what: "unit",
  shape: "rotor",
  headed: true,
  party: "",
  ready: "ready",
  working: false,
  on: false,
  ...given,
});
const incident = (phase: Phase, state: "open" | "suspended" | "closed" = "open"): Icon => ({
  what: "incident",
  phase,
  suspended: state === "suspended",
  closed: state === "closed",
  on: false,
});

const vessel = (kind: VesselIcon["kind"], given: Partial<VesselIcon> = {}): Icon => ({
  what: "vessel",
  kind,
  headed: true,
  doubted: false,
  on: false,
  ...given,
});

const SIGNS: readonly (readonly [keyof typeof said.of, Icon])[] = [
  ["distress", incident("distress")],
  ["alert", incident("alert")],
  ["uncertainty", incident("uncertainty")],
  ["suspended", incident("distress", "suspended")],
  ["closed", incident("distress", "closed")],
  ["rotor", unit({ shape: "rotor" })],
  ["plane", unit({ shape: "plane" })],
  ["hull", unit({ shape: "hull" })],
  ["ship", unit({ shape: "ship" })],
  ["uncrewed", unit({ shape: "hollow-rotor" })],
  ["square", unit({ shape: "square" })],
  ["working", unit({ shape: "hull", working: true })],
  ["limited", unit({ shape: "hull", ready: "limited" })],
  ["off", unit({ shape: "hull", ready: "off" })],
  ["chosen", unit({ shape: "hull", on: true })],
  ["gathered", { what: "cluster" }],
  ["centre", { what: "centre", listed: false }],
  ["listed", { what: "centre", listed: true }],
  ["fuel", { what: "fuel", open: true }],
  ["shut", { what: "fuel", open: false }],
  ["cargo", vessel("cargo")],
  ["tanker", vessel("tanker")],
  ["passenger", vessel("passenger")],
  ["fishing", vessel("fishing")],
  ["tug", vessel("tug")],
  ["leisure", vessel("leisure")],
  ["state", vessel("state")],
  ["otherVessel", vessel("other")],
  ["still", vessel("cargo", { headed: false })],
  ["doubtedVessel", vessel("cargo", { doubted: true })],
  ["vessels", { what: "vessel-cluster" }],
];

export default function SignList() {
  const colours = coloursOf(useStore(palette));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="stack tight map-signs" tabIndex={0} aria-label={said.title}>
      <ul>
        {SIGNS.map(([name, icon]) => (
          <li key={name}>
            <Sign icon={icon} colours={colours} /> {said.of[name]}
          </li>
        ))}
      </ul>
      <p className="muted">
        {said.nose} {said.signalAbout}
      </p>
      <p className="muted">{said.party}</p>
      <p className="muted">{said.age}</p>
      <p className="muted">{said.coast}</p>
    </section>
  );
}

function Sign({ icon, colours }: { icon: Icon; colours: Colours }) {
  const drawn = drawIcon(icon, colours);
  return (
    <canvas
      width={drawn.width}
      height={drawn.height}
      ref={(canvas) => canvas?.getContext("2d")?.putImageData(drawn, 0, 0)}
    />
  );
}
