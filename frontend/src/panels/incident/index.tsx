/** One incident: where it stands, what it needs, who answers, what happened. */

import { Suspense } from "react";
import type { Incident } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { useNow } from "@/state/hooks";
import { go, TABS, type Tab } from "@/state/route";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { People } from "@/ui/people-line";
import { PhaseMark } from "@/ui/phase";
import { useCase } from "./case";
import { conditionsText, driftText, placeLines, pobText } from "./fact-lines";
import { StoodAtOpening, useStood } from "./stood";
import { TabBody } from "./tabs";

const InWater = later(() => import("./in-water"));
const PastBody = later(() => import("./past-case"));

export function IncidentPage({ id, tab }: { id: string; tab: Tab }) {
  const { incident, past, busy } = useCase(id);
  const stood = useStood(id, incident);
  for (const [index, name] of TABS.entries()) {
    // biome-ignore lint/correctness/useHookAtTopLevel: TABS never changes
    useKey(String(index + 1), () => go(pathOf(id, name)));
  }
  useKey("p", incident?.view === "full" ? () => go(`/paper/${id}`) : null);
  if (!incident) return <Nothing why={busy ? words.loading : words.incidents.gone} />;
  return (
    <article className={`page ${incident.state}`} aria-label={incident.reference}>
      <Head incident={incident} />
      {incident.view === "full" ? (
        <>
          <nav className="tabs" aria-label={words.incident.tabs}>
            {TABS.map((name) => (
              <Link
                key={name}
                href={pathOf(id, name)}
                aria-current={name === tab ? "page" : undefined}
              >
                {words.tab[name]} <kbd>{TABS.indexOf(name) + 1}</kbd>
              </Link>
            ))}
          </nav>
          {past ? (
            <PastBody incident={incident} tab={tab} />
          ) : (
            <StoodAtOpening value={stood}>
              <TabBody incident={incident} tab={tab} />
            </StoodAtOpening>
          )}
        </>
      ) : (
        <p>{words.incident.coarse}</p>
      )}
    </article>
  );
}

export function pathOf(id: string, tab: Tab): string {
  return tab === "situation" ? `/incidents/${id}` : `/incidents/${id}/${tab}`;
}

function Head({ incident }: { incident: Incident }) {
  const now = useNow();
  const full = incident.view === "full" ? incident : null;
  const place = full && placeLines(full, now, (atMs) => utc(atMs, now));
  return (
    <header className="stack tight">
      <div className="row apart">
        <span className="row">
          <span className="mark">
            <PhaseMark phase={incident.phase} />
          </span>
          <strong className={incident.phase}>{words.phase[incident.phase].toUpperCase()}</strong>
          <strong>{incident.reference}</strong>
          <ExerciseTag about={incident} />
          {incident.state !== "open" && <span className="tag">{words.state[incident.state]}</span>}
          {full && (
            <Link href={`/paper/${incident.id}`}>
              {words.registers.paper} <kbd>P</kbd>
            </Link>
          )}
        </span>
        <span className="stack tight">
          <span className="strong">{place?.now ?? words.incident.noDatum}</span>
          {place?.set && <small className="muted">{place.set}</small>}
        </span>
      </div>
      <h1>{full ? full.title : words.situation[incident.situation]}</h1>
      {full && (
        <p className="muted">
          {[pobText(full), conditionsText(full), driftText(full)].filter(Boolean).join(" · ")}
        </p>
      )}
      {full && <People incident={full} placed />}
      {full?.in_water && (
        <Suspense fallback={null}>
          <InWater incident={full} now={now} />
        </Suspense>
      )}
    </header>
  );
}
