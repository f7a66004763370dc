/** The party's setting: whether watch officers act as coordinator. */

import { write } from "@/api/client";
import { readWatchActs } from "@/api/people";
import { useFetched } from "@/data/fetched";
import { registerWords } from "@/i18n/register-words";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";

const said = registerWords.people.watchActs;

export function WatchActs() {
  const setting = useFetched("watch-acts", 0, readWatchActs);
  const { busy, error, act } = useAct();
  if (!setting.value) return <Trouble error={setting.error} />;
  const { allowed } = setting.value;
  const change = () =>
    act(
      (key) => write(key, "PUT", "/api/watch-acts", { body: { allowed: !allowed } }),
      setting.again,
    );
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{allowed ? said.on : said.off}</p>
      <Trouble error={error} />
      <div className="row">
        <button type="button" disabled={busy} onClick={change}>
          {allowed ? said.forbid : said.allow}
        </button>
      </div>
    </section>
  );
}
