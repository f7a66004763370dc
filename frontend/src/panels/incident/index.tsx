/** One incident: where it stands, what it needs, who answers, what happened. */

import { Suspense } from "react";
import { words } from "@/i18n";
import { go, TABS, type Tab } from "@/state/route";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { useCase } from "./case";
import { CaseHead } from "./case-head";
import { StoodAtOpening, useStood } from "./stood";
import { TabBody } from "./tabs";

const Unasked = later(() => import("./unasked"));
const PastBody = later(() => import("./past-case"));

export function IncidentPage({ id, tab }: { id: string; tab: Tab }) {
  const { incident, past, busy } = useCase(id);
  const stood = useStood(id, incident);
  for (const [index, name] of TABS.entries()) {
    // biome-ignore lint/correctness/useHookAtTopLevel: TABS never changes
    useKey(String(index + 1), () => go(pathOf(id, name)));
  }
  useKey("p", incident?.view === "full" ? () => go(`/paper/${id}`) : null);
  useKey("v", incident?.view === "full" ? () => go(`/incidents/${id}/replay`) : null);
  if (!incident) return <Nothing why={busy ? words.loading : words.incidents.gone} />;
  return (
    <article className={`page ${incident.state}`} aria-label={incident.reference}>
      <CaseHead incident={incident}>
        {incident.view === "full" && (
          <Link href={`/paper/${incident.id}`}>
            {words.registers.paper} <kbd>P</kbd>
          </Link>
        )}
      </CaseHead>
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
        <>
          <p>{words.incident.coarse}</p>
          <Suspense fallback={null}>
            <Unasked incident={incident} />
          </Suspense>
        </>
      )}
    </article>
  );
}

export function pathOf(id: string, tab: Tab): string {
  return tab === "situation" ? `/incidents/${id}` : `/incidents/${id}/${tab}`;
}
