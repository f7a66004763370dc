/** Dialogs before a step is taken, survivors are handed over or a unit is bound for longer. */

import { write } from "@/api/client";
import { COUNTED, REASONED } from "@/api/machines";
import type { FullDeployment, PlainStep } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { dayTime } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import {
  deadAboard,
  isOnWayAfter,
  livingAboard,
  plainSteps,
  takersOf,
} from "@/state/deployment-steps";
import { useMe, usePicture } from "@/state/hooks";
import { isOfClosedCase } from "@/state/scene";
import { FormDialog } from "@/ui/form";
import type { Field } from "@/ui/values";
import { Divert } from "./divert";
import { type Counts, deadDoubts, doubtsOf, handOverDoubts } from "./doubts";
import { HeardFrom } from "./heard";
import { NewEta } from "./new-eta";
import { PROMISED } from "./promised";
import { Refuel } from "./refuel";
import SendAway from "./send-away";

export type WorkAct =
  | PlainStep
  | "count"
  | "lives"
  | "headcount"
  | "heard"
  | "late"
  | "extend"
  | "transfer"
  | "divert"
  | "decline-divert"
  | "withdraw-divert";

interface Props {
  doing: WorkAct;
  work: FullDeployment;
  onDone: () => void;
}

export default function WorkDialog({ doing, work, onDone }: Props) {
  if (doing === "extend") return <Extend work={work} onDone={onDone} />;
  if (doing === "late") return <Late work={work} onDone={onDone} />;
  if (doing === "transfer") return <Transfer work={work} onDone={onDone} />;
  if (doing === "divert") return <Divert work={work} onDone={onDone} />;
  if (doing === "decline-divert") return <DeclineDivert work={work} onDone={onDone} />;
  if (doing === "withdraw-divert") return <WithdrawDivert work={work} onDone={onDone} />;
  if (doing === "heard") return <HeardFrom work={work} onDone={onDone} />;
  if (doing === "headcount") return <Headcount work={work} onDone={onDone} />;
  if (doing === "lives") return <Lives work={work} onDone={onDone} />;
  if (doing === "count") return <Count work={work} onDone={onDone} />;
  if (doing === "release" || doing === "stand-down" || doing === "recall")
    return <SendAway doing={doing} work={work} onDone={onDone} />;
  if (doing === "refuel") return <Refuel work={work} onDone={onDone} />;
  if (doing === "promise") return <NewEta work={work} onDone={onDone} />;
  return <Step doing={doing} work={work} onDone={onDone} />;
}

/** The steps that may say where the people are: the lead is proposed it as datum. */
const TELLS_WHERE = new Set<PlainStep>(["load", "embark"]);

function Step({ doing, work, onDone }: Props & { doing: PlainStep }) {
  const incident = usePicture().incident.get(work.incident_id ?? "");
  const counted = COUNTED.has(doing);
  const delivers = doing === "deliver";
  const after = (typed: Draft): Counts => {
    const many = counted ? Number(typed.persons ?? 0) : 0;
    if (!delivers) return { ...work, aboard: work.aboard + many };
    // Whom nobody had counted was aboard.
    const there = work.uncounted_aboard || typed[ALL] ? Math.max(work.aboard, many) : work.aboard;
    const landed = typed[ALL] ? there : many;
    return { ...work, aboard: there - landed, delivered: work.delivered + landed };
  };
  return (
    <FormDialog
      title={`${formWords.step[doing]}: ${work.name}`}
      draft={`step-${doing}.${work.id}`}
      fields={(typed) => [
        ...(delivers ? landed(work, typed) : counted ? takenAboard(work) : []),
        ...(TELLS_WHERE.has(doing) ? [WHERE] : []),
        WHEN,
        {
          ...NOTE,
          required: REASONED.has(doing),
          ...(doing === "call-away" && { hint: helpWords.work.calledAway }),
        },
        ...sure([
          ...doubtsOf(work, incident, after(typed)),
          ...(delivers ? deadDoubts(work, Number(typed.dead)) : []),
        ]),
      ]}
      main={formWords.step[doing]}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: { deployment_id: work.id, action: doing },
          body: {
            at: typed.at("at", "past"),
            note: typed.text("note"),
            persons: counted ? numberOf(typed.number("persons"), delivers) : null,
            uncounted: counted && typed.checked(ALL),
            dead: delivers ? typed.number("dead") : null,
            place: delivers ? typed.text("place") : "",
            ...(TELLS_WHERE.has(doing) && { point: typed.point("where") }),
          },
        })
      }
      onDone={onDone}
    />
  );
}

/** Nobody landed says nothing; of those taken aboard only an empty field is *not counted*. */
const numberOf = (typed: number | null, delivers: boolean) => (delivers ? typed || null : typed);

/** The number taken aboard; empty where nobody has counted them, nor others with them. */
const takenAboard = (work: FullDeployment): Field[] => [
  {
    ...PERSONS,
    wide: true,
    hint: work.uncounted_aboard ? formWords.uncounted.stays : formWords.uncounted.hint,
  },
  everybody(formWords.uncounted.othersToo),
];

/** The field that says that people came or left whom nobody has counted. */
const ALL = "uncounted";

const everybody = (label: string): Field => ({ name: ALL, label, kind: "check", wide: true });

/** The landed, living and dead; of a unit with nobody living aboard the dead first. */
function landed(work: FullDeployment, typed: Draft): Field[] {
  const { deadAlone, deadLanded, deliveredTo, landedAt, living } = formWords.field;
  const dead = deadAboard(work);
  const place: Field = { name: "place", label: deliveredTo, kind: "line" };
  const many: Field = { name: "dead", label: deadLanded, kind: "count", initial: `${dead || ""}` };
  const all = everybody(formWords.uncounted.allLanded);
  const told: Field = work.uncounted_aboard
    ? { ...persons(""), wide: true, hint: formWords.uncounted.all, required: !typed[ALL] }
    : { ...persons(`${work.aboard}`), required: !typed[ALL] };
  if (livingAboard(work))
    return [{ ...told, ...(dead > 0 && { label: living }) }, all, many, place];
  return [
    { ...many, label: deadAlone, required: !Number(typed.persons) && !typed[ALL] },
    { ...PERSONS, label: living },
    all,
    { ...place, label: landedAt },
  ];
}

/** A step that asks nothing else, told with the time at which it was, or with a promise. */
function Late({ work, onDone }: Omit<Props, "doing">) {
  const { party } = useMe();
  const closed = isOfClosedCase(work, usePicture());
  const steps = plainSteps(work, { party, watches: true, coordinates: false }, closed);
  return (
    <FormDialog
      title={`${formWords.step.late}: ${work.name}`}
      draft={`step-late.${work.id}`}
      focused
      fields={(typed) => [
        {
          name: "step",
          label: formWords.field.step,
          kind: "choice",
          required: true,
          options: steps.map((step) => [step, formWords.step[step]] as const),
          initial: steps[0] ?? "",
        },
        { ...WHEN, required: !typed.promised },
        ...(isOnWayAfter(work, typed.step ?? steps[0]) ? [PROMISED] : []),
        NOTE,
      ]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: {
            deployment_id: work.id,
            action: steps.find((step) => step === typed.text("step")) ?? "arrive",
          },
          body: {
            at: typed.at("at", "past"),
            note: typed.text("note"),
            promised_at: isOnWayAfter(work, typed.text("step"))
              ? typed.at("promised", "future")
              : null,
          },
        })
      }
      onDone={onDone}
    />
  );
}

/** Whether nobody has counted those who are aboard, or were landed: it may stay so. */
const uncountedOf = (work: FullDeployment, name: string) =>
  (name === "aboard" && work.uncounted_aboard) ||
  (name === "delivered" && work.uncounted_delivered);

/** The persons as somebody has counted them anew, with the reason and the source. */
function Count({ work, onDone }: Omit<Props, "doing">) {
  const incident = usePicture().incident.get(work.incident_id ?? "");
  const names = ["aboard", "delivered", "dead", "dead_landed"] as const;
  const after = (typed: Draft): Counts => ({
    aboard: Number(typed.aboard),
    delivered: Number(typed.delivered),
    dead: Number(typed.dead),
  });
  return (
    <FormDialog
      title={`${formWords.step.count}: ${work.name}`}
      draft={`count.${work.id}.${work.version}`}
      focused
      fields={(typed) => [
        ...names.map((name): Field => {
          const field = { name, label: formWords.counted[name], kind: "count" } as const;
          return uncountedOf(work, name)
            ? { ...field, initial: "", wide: true, hint: formWords.uncounted.empty }
            : { ...field, required: true, initial: String(work[name]) };
        }),
        { name: "source", label: formWords.field.source, kind: "line", required: true },
        WHY,
        ...sure(doubtsOf(work, incident, after(typed))),
      ]}
      main={formWords.step.count}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/count", {
          path: { deployment_id: work.id },
          body: {
            aboard: typed.number("aboard"),
            delivered: typed.number("delivered"),
            dead: typed.number("dead") ?? 0,
            dead_landed: typed.number("dead_landed") ?? 0,
            reason: typed.text("reason"),
            source: typed.text("source"),
          },
        })
      }
      onDone={onDone}
    />
  );
}

/** The people it recovered by kind: a field that stays empty is not counted. */
function Headcount({ work, onDone }: Omit<Props, "doing">) {
  const { kinds } = formWords;
  const before = work.headcount?.counts ?? {};
  return (
    <FormDialog
      title={`${formWords.step.headcount}: ${work.name}`}
      draft={`headcount.${work.id}.${work.version}`}
      focused
      fields={[
        ...KINDS.map(
          (kind): Field => ({
            name: kind,
            label: kinds[kind],
            kind: "count",
            initial: String(before[kind] ?? ""),
          }),
        ),
        {
          name: "source",
          label: formWords.field.source,
          kind: "line",
          required: true,
          wide: true,
          hint: formWords.emptyIsUnknown,
        },
      ]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/headcount", {
          path: { deployment_id: work.id },
          body: {
            counts: Object.fromEntries(
              KINDS.map((kind) => [kind, typed.number(kind)]).filter(
                ([kind, many]) => many !== null || before[kind as Kind] !== undefined,
              ),
            ),
            source: typed.text("source"),
          },
        })
      }
      onDone={onDone}
    />
  );
}

type Kind = keyof typeof formWords.kinds;
const KINDS = Object.keys(formWords.kinds) as Kind[];

/** Found dead, died after recovery, born aboard, or in the water again: a fact, in every state. */
function Lives({ work, onDone }: Omit<Props, "doing">) {
  const said = formWords.lives;
  const incident = usePicture().incident.get(work.incident_id ?? "");
  return (
    <FormDialog
      title={`${formWords.step.lives}: ${work.name}`}
      draft={`lives.${work.id}`}
      fields={(typed) => [
        {
          name: "fact",
          label: said.what,
          kind: "choice",
          required: true,
          wide: true,
          options: LIVES.map((fact) => [fact, said[fact]] as const),
        },
        persons("1"),
        WHEN,
        { name: "source", label: formWords.field.source, kind: "line" },
        NOTE,
        ...sure(doubtsOf(work, incident, livesAfter(work, typed))),
      ]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/lives", {
          path: { deployment_id: work.id },
          body: {
            fact: LIVES.find((fact) => fact === typed.text("fact")) ?? "found-dead",
            persons: typed.number("persons") ?? 0,
            at: typed.at("at", "past"),
            said_by: typed.text("source"),
            note: typed.text("note"),
          },
        })
      }
      onDone={onDone}
    />
  );
}

/** The counts after such a fact; who died with nobody aboard was delivered. */
function livesAfter(work: FullDeployment, typed: Draft): Counts {
  const { aboard, delivered, dead } = work;
  const many = Number(typed.persons) || 0;
  switch (typed.fact) {
    case "died":
      return !livingAboard(work) && many <= delivered
        ? { aboard, delivered: delivered - many, dead: dead + many }
        : { aboard: aboard - many, delivered, dead: dead + many };
    case "back-in-water":
      return { aboard: aboard - many, delivered, dead };
    case "born":
      // Nobody who was missing is found by it.
      return { aboard, delivered, dead };
    default:
      return { aboard, delivered, dead: dead + many };
  }
}

const LIVES = ["found-dead", "died", "back-in-water", "born"] as const;

/** A box to tick for each doubt: the count is sent once they are ticked. */
const sure = (doubts: readonly string[]): Field[] =>
  doubts.map((label, index) => ({ name: `sure${index}`, label, kind: "check", required: true }));

const WHERE: Field = {
  name: "where",
  label: formWords.field.where,
  kind: "position",
  hint: formWords.field.whereHint,
};

/** The time of it, where that is not now: what is told late, or on a quay, has its own time. */
const WHEN: Field = {
  name: "at",
  label: formWords.field.at,
  kind: "past",
  hint: formWords.form.timeHint,
};

const NOTE: Field = { name: "note", label: formWords.field.note, kind: "prose" };

const PERSONS: Field = { name: "persons", label: formWords.field.persons, kind: "count" };

const persons = (initial: string): Field => ({ ...PERSONS, required: true, initial });

function Extend({ work, onDone }: Omit<Props, "doing">) {
  return (
    <FormDialog
      title={`${formWords.step.extend}: ${work.name}`}
      draft={`extend.${work.id}.${work.until_at}`}
      focused
      fields={[
        {
          name: "until",
          label: helpWords.work.untilWhen,
          kind: "future",
          hint: helpWords.work.untilHint,
          initial: dayTime(work.until_at),
        },
      ]}
      main={formWords.step.extend}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/extend", {
          path: { deployment_id: work.id },
          body: { until_at: typed.at("until", "future") },
        })
      }
      onDone={onDone}
    />
  );
}

const WHY: Field = { name: "reason", label: words.why, kind: "prose", required: true };

function DeclineDivert({ work, onDone }: Omit<Props, "doing">) {
  return (
    <FormDialog
      title={formWords.divert.decline}
      draft={`divert-decline.${work.id}`}
      fields={[WHY]}
      main={formWords.divert.decline}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/decline-divert", {
          path: { deployment_id: work.id },
          body: { reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    />
  );
}

function WithdrawDivert({ work, onDone }: Omit<Props, "doing">) {
  return (
    <FormDialog
      title={formWords.divert.withdraw}
      draft={`divert-withdraw.${work.id}`}
      fields={[WHY]}
      main={formWords.divert.withdraw}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/withdraw-divert", {
          path: { deployment_id: work.id },
          body: { reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    />
  );
}

/** In one step, so that nobody counts twice. */
function Transfer({ work, onDone }: Omit<Props, "doing">) {
  const { party } = useMe();
  const takers = takersOf(usePicture(), work, { party, watches: true, coordinates: true });
  return (
    <FormDialog
      title={`${formWords.step.transfer}: ${work.name}`}
      draft={`transfer.${work.id}`}
      fields={(typed) => [
        {
          name: "to",
          label: helpWords.work.takes,
          kind: "choice",
          required: true,
          options: takers.map(({ id, party: of, name }) => [id, `${of ?? words.ship} ${name}`]),
          initial: takers[0]?.id ?? "",
        },
        {
          ...PERSONS,
          required: !Number(typed.dead) && !typed[ALL],
          initial: work.aboard && !work.uncounted_aboard ? String(work.aboard) : "",
        },
        everybody(formWords.uncounted.allWent),
        {
          name: "dead",
          label: formWords.field.deadOver,
          kind: "count",
          initial: work.aboard ? "" : String(deadAboard(work) || ""),
        },
        WHEN,
        NOTE,
        ...sure(
          handOverDoubts(
            work,
            takers.find(({ id }) => id === typed.to),
            Number(typed.persons),
            Number(typed.dead),
          ),
        ),
      ]}
      main={formWords.step.transfer}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/transfer", {
          path: { deployment_id: work.id },
          body: {
            to_deployment_id: typed.text("to"),
            persons: typed.number("persons") || null,
            uncounted: typed.checked(ALL),
            dead: typed.number("dead") || null,
            at: typed.at("at", "past"),
            note: typed.text("note"),
          },
        })
      }
      onDone={onDone}
    />
  );
}
