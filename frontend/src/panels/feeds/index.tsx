/** Feeds of positions off the air: whether each is connected, and what it brings. */

import "../registers.css";
import "./feeds.css";
import { useEffect, useState } from "react";
import { readFeedMail, readFeeds } from "@/api/feeds";
import type { FeedStatus } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { age, utcSeconds } from "@/geo/format";
import { words } from "@/i18n";
import { feeds as said } from "@/i18n/en-feeds";
import { clock } from "@/state/desk";
import { useStore } from "@/state/store";
import { Trouble } from "@/ui/trouble";

const READ_AGAIN_MS = 5_000;

export default function Feeds() {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTimes((before) => before + 1), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const { value, error } = useFetched("feeds", times, readFeeds);
  const asOf = useStore(clock, ({ exercise }) => exercise) ? said.asOfReal : said.asOf;
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      <Trouble error={error} />
      {!value && !error && <p className="empty">{words.loading}</p>}
      {value && <p className="muted">{asOf(utcSeconds(Date.parse(value.at)))}</p>}
      {value?.items.length === 0 && <p className="empty">{said.none}</p>}
      <ul className="stack tight">
        {value?.items.map((one) => (
          <li key={one.id} className={`card feed ${one.state}`}>
            <Feed feed={one} at={Date.parse(value.at)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Feed({ feed, at }: { feed: FeedStatus; at: number }) {
  const heard = feed.last_message_at;
  const of = said.of[feed.content];
  const ofReports = feed.content === "naf" || feed.content === "mail";
  const ofAircraft = feed.content === "aircraft" || feed.content === "sbs";
  const isReplay = feed.state !== "not_read" && feed.is_replay;
  const about = isReplay
    ? said.replayAbout
    : feed.state === "quiet"
      ? said.quietAbout[feed.content]
      : said.stateAbout[feed.state];
  const now = [
    heard === null ? said.never : said.last(age(at - Date.parse(heard))),
    feed.state === "live" && !ofReports && said.rate(feed.per_s, of),
    feed.lag_s !== null &&
      (ofReports ? said.lagOfReports(age(feed.lag_s * 1_000)) : said.lag(feed.lag_s)),
  ];
  const counts = [
    said.counts(feed.sentences, of, feed.positions),
    feed.unregistered > 0 && said.unregistered(feed.unregistered, ofAircraft),
    feed.dropped > 0 && said.dropped(feed.dropped),
    feed.vessels_dropped > 0 && said.vesselsDropped(feed.vessels_dropped),
  ];
  return (
    <div className="stack tight">
      <div className="row apart">
        <strong>{feed.name}</strong>
        <span className="feed-state">{isReplay ? said.replay : said.state[feed.state]}</span>
      </div>
      {feed.problem && feed.state === "away" && <p>{feed.problem}</p>}
      {about && <p>{about}</p>}
      <p>{now.filter(Boolean).join(" · ")}</p>
      <p className="muted">{counts.filter(Boolean).join(" · ")}</p>
      {(feed.mail_to_read ?? 0) > 0 && <WaitingMail feed={feed} />}
      {feed.faults.length > 0 && (
        <p className="muted">
          {said.notRead}{" "}
          {feed.faults.map(({ fault, count }) => `${count} ${said.fault[fault]}`).join(" · ")}
        </p>
      )}
      <p className="muted">
        {said.content[feed.content]} · {feed.address}
      </p>
      {feed.content === "ais" && (
        <p className="muted">
          {feed.shared_as === null ? said.sharedWithAll : said.sharedAs(feed.shared_as)}
        </p>
      )}
    </div>
  );
}

function WaitingMail({ feed }: { feed: FeedStatus }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stack tight">
      <p>
        <strong>{said.mailToRead(feed.mail_to_read ?? 0)}</strong>
      </p>
      <div className="row">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? said.hideMail : said.showMail}
        </button>
      </div>
      {isOpen && <MailList feed={feed} />}
    </div>
  );
}

function MailList({ feed }: { feed: FeedStatus }) {
  const { value, error } = useFetched("feed mail", `${feed.id} ${feed.mail_to_read}`, (signal) =>
    readFeedMail(feed.id, signal),
  );
  return (
    <>
      <Trouble error={error} />
      {value?.length === 0 && <p className="empty">{said.noMail}</p>}
      <ul className="stack tight">
        {value?.map((one) => (
          <li key={one.id} className="card stack tight">
            <strong>{one.subject || "–"}</strong>
            <p>{said.outcome[one.outcome]}</p>
            <p className="muted">
              {said.mailFrom(one.sender, one.is_proven)} ·{" "}
              {said.mailCame(utcSeconds(Date.parse(one.came_at)))}
            </p>
            {one.text ? (
              <pre className="mail-text">{one.text}</pre>
            ) : (
              <p className="muted">{said.mailTextElsewhere}</p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
