import type { HubConfig } from "../../config/index.js";
import { messageOf } from "../../contracts/errors.js";
import type { Log, MailSink, StateTable } from "../../contracts/ports.js";
import type { SpendPolicy } from "../../contracts/spend.js";
import { type CatchUp, type GuardNews, percentMail, stateMail } from "../../core/spend/guard-mail.js";
import type { IntervalBound } from "../../core/spend/interval.js";
import type { PriceTable } from "../../core/spend/price-table.js";
import { GB_OF_ONE_CPU, PER_CAPTURE } from "../../core/spend/rates.js";
import { costOf } from "../../core/spend/usage.js";
import { noteSpend } from "./spend-audit.js";
import type { SpendNotice, SpendStateBody } from "./spend-state.js";

/** How mails go out. */
export interface TellingDeps {
  readonly table: StateTable;
  readonly mails: MailSink;
  readonly topicArns: readonly string[];
  readonly log: Log;
}

interface Circumstances {
  readonly hub: Pick<HubConfig, "name">;
  readonly tableName: string;
  readonly topicArns: readonly string[];
  readonly policy: SpendPolicy;
  readonly prices: PriceTable;
  readonly bound: IntervalBound;
  readonly monitors: number;
  /** Objects that landed in a pause that has ended. */
  readonly waiting: number;
}

/** What one look has found that is to be told: once each. */
export function newsOf(
  before: SpendStateBody | null,
  now: SpendStateBody,
  circumstances: Circumstances,
): readonly SpendNotice[] {
  const { hub, policy, tableName: table, topicArns } = circumstances;
  const was = before?.standing.state ?? "normal";
  const { standing, figures, override, atMs } = now;
  const catchUp = was === "paused" ? catchUpOf(circumstances) : null;
  const news: GuardNews = {
    hub: hub.name,
    table,
    before: was,
    standing,
    figures,
    policy,
    override,
    nowMs: atMs,
    catchUp,
  };
  const told = before?.standing.month === standing.month ? before.standing.toldPercent : 0;
  const audit = { atMs, what: "state", from: was, to: standing.state, figures } as const;
  const mails = [
    ...(standing.toldPercent > told ? [{ ...percentMail(news), audit: null }] : []),
    ...(standing.state === was ? [] : [{ ...stateMail(news), audit }]),
  ];
  return topicArns.flatMap((topicArn) => mails.map((mail) => ({ ...mail, topicArn })));
}

/** What working it off takes. */
function catchUpOf({ prices, bound, monitors, waiting }: Circumstances): CatchUp {
  const seconds = (waiting * (PER_CAPTURE.lambdaGbSecond ?? 0)) / GB_OF_ONE_CPU;
  return {
    captures: waiting,
    usd: waiting * costOf(PER_CAPTURE, prices),
    hours: seconds / 3600 / (bound.profilingConcurrency * monitors),
  };
}

/** Sends what is pending, in order. @returns what could not be sent and stays for the next run */
export async function send(
  pending: readonly SpendNotice[],
  nowMs: number,
  { mails, table, log }: Pick<TellingDeps, "mails" | "table" | "log">,
): Promise<readonly SpendNotice[]> {
  const left: SpendNotice[] = [];
  for (const notice of pending) {
    const { topicArn, subject, body, audit } = notice;
    try {
      if (audit) await noteSpend(table, audit, nowMs);
      await mails.send({ topicArn, subject, body });
    } catch (error) {
      log.error("spend mail was not sent", { subject, error: messageOf(error) });
      left.push(notice);
    }
  }
  return left;
}
