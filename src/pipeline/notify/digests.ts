import { hubTopics, topicOf } from "../../config/hub-topics.js";
import type { MonitorConfig } from "../../config/index.js";
import { messageOf, PlumblineError } from "../../contracts/errors.js";
import type { DigestSpend } from "../../core/report/digest/digest-facts.js";
import { digestMail } from "../../core/report/digest/digest-mail.js";
import { DAY_MS, hourOf } from "../hour.js";
import { partitions } from "../keys.js";
import { drainMails, enqueueIn } from "../outbox.js";
import type { SpendStateBody } from "../spend/spend-state.js";
import { STATE } from "../spend/standing.js";
import { monitorDigest, type Span } from "./monitor-digest.js";
import type { NotifyDeps } from "./notify-deps.js";

/** Monitors whose digest goes to the same addresses, equally often. */
interface Round {
  readonly topic: string;
  readonly every: "day" | "week";
  readonly monitors: readonly MonitorConfig[];
}

export interface SentDigests {
  readonly composed: number;
  readonly sent: number;
}

const MONDAY = 1;

/**
 * The digests that are due this morning, weekly ones on Mondays: one mail for each list of addresses over all of its monitors, through an outbox
 * of their own, so that a run that comes again sends nothing twice.
 *
 * @throws PlumblineError `DIGESTS_NOT_SENT` once all others are sent: those that were not go out with the next run
 */
export async function sendDigests(nowMs: number, deps: NotifyDeps): Promise<SentDigests> {
  const { table, mails, config } = deps;
  // Where nobody gets one, the function has no right to the table either.
  if (!hubTopics(config).some(({ kind }) => kind === "digest")) return { composed: 0, sent: 0 };
  const spend = await spendOf(nowMs, deps);
  let composed = 0;
  for (const round of roundsDue(nowMs, deps)) {
    const id = `${round.topic}#${round.every}#${new Date(nowMs).toISOString().slice(0, 10)}`;
    const mail = await compose(round, spend, nowMs, deps);
    const item = { id, hour: hourOf(nowMs), topicArn: deps.topicArn(round.topic), ...mail };
    if (await enqueueIn(table, partitions.digests(), item, nowMs)) composed++;
  }
  const { sent, failures } = await drainMails(table, mails, partitions.digests(), nowMs);
  const [first] = failures;
  if (first) {
    throw new PlumblineError(
      "DIGESTS_NOT_SENT",
      `digests expect to be sent, got ${failures.length} that were not, ${first.id} first: ${messageOf(first.error)}`,
      { details: { failures: failures.length }, retryable: true, cause: first.error },
    );
  }
  return { composed, sent };
}

function roundsDue(nowMs: number, { config }: NotifyDeps): readonly Round[] {
  const rounds = new Map<string, Round>();
  for (const monitor of config.monitors) {
    const every = monitor.notify.digest?.every;
    const topic = topicOf("digest", monitor.name, config)?.name;
    if (every === undefined || topic === undefined) continue;
    if (every === "week" && new Date(nowMs).getUTCDay() !== MONDAY) continue;
    const key = `${topic}#${every}`;
    rounds.set(key, { topic, every, monitors: [...(rounds.get(key)?.monitors ?? []), monitor] });
  }
  return [...rounds.values()];
}

async function compose(
  { every, monitors }: Round,
  spend: SpendStateBody | null,
  nowMs: number,
  { config, table, dashboardUrl }: NotifyDeps,
): Promise<ReturnType<typeof digestMail>> {
  const span: Span = { fromMs: nowMs - (every === "week" ? 7 : 1) * DAY_MS, toMs: nowMs };
  const told = [];
  for (const monitor of monitors) {
    const part = spend?.parts.find(({ name }) => name === monitor.name);
    told.push(await monitorDigest(monitor, span, part?.meteredUsd ?? null, table));
  }
  return digestMail({
    hub: config.hub.name,
    every,
    ...span,
    monitors: told,
    spend: spend && spendWords(spend),
    dashboardUrl,
  });
}

/** As the guard of the spend has written it last; null where the hub has no cap. */
async function spendOf(nowMs: number, { config, table }: NotifyDeps): Promise<SpendStateBody | null> {
  if (config.hub.spend === null) return null;
  for await (const { body } of table.query(partitions.spend(), { from: STATE, to: STATE }, nowMs)) {
    return body as SpendStateBody;
  }
  return null;
}

const spendWords = ({ figures, monthlyUsd, standing }: SpendStateBody): DigestSpend => ({
  spentUsd: figures.spentUsd,
  forecastUsd: figures.forecastUsd,
  capUsd: monthlyUsd,
  state: standing.state,
});
