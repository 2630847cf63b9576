import type { SpendOverride, SpendPolicy, SpendStanding, SpendState } from "../../contracts/spend.js";
import type { SpendFigures } from "./guard.js";
import { monthSpan } from "./month.js";
import { formatUsd } from "./words.js";

/** What waits for work after a pause, and what working it off takes. */
export interface CatchUp {
  readonly captures: number;
  readonly usd: number;
  readonly hours: number;
}

export interface GuardNews {
  readonly hub: string;
  /** The hub's table, for the commands in the mail. */
  readonly table: string;
  readonly before: SpendState;
  readonly standing: SpendStanding;
  readonly figures: SpendFigures;
  readonly policy: SpendPolicy;
  readonly override: SpendOverride | null;
  readonly nowMs: number;
  /** After a pause. */
  readonly catchUp: CatchUp | null;
}

export interface GuardMail {
  readonly subject: string;
  readonly body: string;
}

/** The mail on a change of state. */
export function stateMail(news: GuardNews): GuardMail {
  const { hub, standing } = news;
  return {
    subject: `${hub}: spend is ${standing.state}`,
    body: [...SAID[standing.state](news), "", ...accounts(news)].join("\n"),
  };
}

/** The mail on a share of the cap. */
export function percentMail(news: GuardNews): GuardMail {
  const { hub, standing, policy } = news;
  const { toldPercent } = standing;
  return {
    subject: `${hub}: ${toldPercent} % of this month's ${formatUsd(policy.monthlyUsd)} is reached`,
    body: [
      `${toldPercent} % of hub.spend.monthlyUsd is reached: ${formatUsd((toldPercent / 100) * policy.monthlyUsd)} of ${formatUsd(policy.monthlyUsd)}.`,
      "",
      ...accounts(news),
    ].join("\n"),
  };
}

const SAID: Readonly<Record<SpendState, (news: GuardNews) => readonly string[]>> = {
  normal: ({ before, override, nowMs, catchUp }) => [
    override !== null && nowMs < override.untilMs
      ? `Work goes on as ever until ${when(override.untilMs)}, whatever it costs: overridden by ${override.by} (${override.reason}).`
      : "Work goes on as ever.",
    ...(before === "paused" ? resumed(catchUp) : []),
    ...(before === "slow" ? ["Captures that were left out meanwhile stay left out."] : []),
  ],
  slow: ({ standing, before, catchUp }) => {
    const keep = standing.sampling.at(-1)?.keep ?? 1;
    return [
      "The month's work is near what its cap leaves for it, so it is slowed down:",
      "- windows are judged every sixth hour (UTC: 0, 6, 12, 18);",
      keep < 1
        ? `- from the next full hour on, 1 in ${1 / keep} captures is profiled, chosen by a hash of its key; totals are then estimates.`
        : "- all captures are still profiled.",
      ...(before === "paused" ? resumed(catchUp) : []),
    ];
  },
  paused: ({ nowMs, figures }) => [
    "The month's work has used up what its cap leaves for it, so all work is paused:",
    "- captures and labels wait in S3 and are profiled when work goes on, oldest first; nothing is lost;",
    "- nothing is judged and no drift is told meanwhile.",
    figures.limitUsd > 0
      ? `It goes on by itself at ${when(monthSpan(nowMs).endMs)}. Should a lifecycle rule of your bucket delete captures before that,`
      : "It does not go on by itself, next month neither: what stands there and what lands take all of the cap. Should a lifecycle rule delete captures,",
    "they are gone: Plumbline sets no such rule on buckets that it creates; look at yours.",
  ],
};

function resumed(catchUp: CatchUp | null): readonly string[] {
  const start = "The queues are read again, and captures that landed in the pause are listed and queued, oldest first.";
  if (catchUp === null) return [start];
  const { captures, usd, hours } = catchUp;
  const count = Math.round(captures).toLocaleString("en-US");
  const time = hours < 1 ? "less than an hour" : `${Math.ceil(hours)} hours`;
  return [start, `These are about ${count} objects: about ${formatUsd(usd)} and ${time}.`];
}

/** The figures behind it, and what can be done. */
function accounts({ table, figures, policy }: GuardNews): readonly string[] {
  const { spentUsd, committedUsd, forecastUsd, limitUsd } = figures;
  return [
    `spent this month, by list prices:      ${formatUsd(spentUsd)}`,
    `what the month costs already:          ${formatUsd(committedUsd)} (what stands there and what lands cost to its end)`,
    `what work may cost this month:         ${formatUsd(Math.max(0, limitUsd))} (the cap less what stands there and lands, and a reserve for bursts)`,
    `forecast at the pace of the last day:  ${formatUsd(forecastUsd)}`,
    `cap (hub.spend.monthlyUsd):            ${formatUsd(policy.monthlyUsd)}, atCap: ${policy.atCap}`,
    "",
    `See it by monitor and service:  plumbline spend --table ${table}`,
    `Go on in spite of it:           plumbline spend override --table ${table} --until 24h --reason "why"`,
    "For good: a larger hub.spend.monthlyUsd, fewer and larger capture objects, or a smaller samplingPercent.",
  ];
}

const when = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
