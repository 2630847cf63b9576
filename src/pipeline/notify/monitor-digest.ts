import type { MonitorConfig } from "../../config/index.js";
import type { Answer } from "../../contracts/answers.js";
import type { StateTable } from "../../contracts/ports.js";
import type { Incident } from "../../contracts/verdict.js";
import { describeAnswer } from "../../core/answers/answer-words.js";
import { ackOf } from "../../core/answers/holding.js";
import { mutesInForce, muteSpans } from "../../core/answers/mutes.js";
import type { MonitorDigest, WindowCounts } from "../../core/report/digest/digest-facts.js";
import { pages } from "../../core/verdict/severity.js";
import { answersGiven } from "../answers/answer-log.js";
import { heldMails } from "../answers/held-mails.js";
import { historyOf } from "../history/history.js";
import { DAY_MS, hourOf } from "../hour.js";
import { storedIncidents } from "../incidents.js";
import { sentSince } from "../outbox.js";
import { storedQuality } from "../quality/quality-store.js";
import { verdictsBetween } from "../verdict-log.js";

/** Epoch milliseconds, [from, to). */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const PAGES_MS = 30 * DAY_MS;

/** What a digest tells of a monitor, as its table says it. @param meteredUsd of this month; null where it is not known */
export async function monitorDigest(
  monitor: MonitorConfig,
  span: Span,
  meteredUsd: number | null,
  table: StateTable,
): Promise<MonitorDigest> {
  const { name, model, alarms } = monitor;
  const { toMs } = span;
  const incidents = await storedIncidents(table, name, toMs);
  const changed = await transitionsIn(span, name, table);
  const answers = await answersGiven(table, name, toMs);
  const held = await heldMails(table, name, toMs);
  return {
    monitor: name,
    owner: model.owner,
    page: alarms.page,
    open: incidents.filter(({ status }) => status === "open"),
    closed: incidents.filter(({ id, status }) => status === "closed" && changed.get("closed")?.has(id)),
    persistent: incidents.filter(({ status }) => status === "persistent"),
    opened: changed.get("opened") ?? new Set(),
    answers: tellable(answers, incidents, span).map(describeAnswer),
    heldBack: held.filter(({ atMs }) => atMs >= span.fromMs && atMs < toMs).length,
    windows: await windowCounts(span, name, table),
    labels: monitor.labels && (await labelCounts(span, monitor, table)),
    pages: { incidents: await pagedIncidents(incidents, monitor, toMs, table), budget: alarms.falseAlarmsPer30Days },
    meteredUsd,
  };
}

/** Incidents by what became of them in the period, found by the runs of the period. */
async function transitionsIn(
  { fromMs, toMs }: Span,
  monitor: string,
  table: StateTable,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  for await (const { atMs, what } of historyOf(table, monitor, "transition", toMs)) {
    if (atMs < fromMs || atMs >= toMs) continue;
    const { transition, incident } = what as { readonly transition: string; readonly incident: string };
    found.set(transition, (found.get(transition) ?? new Set()).add(incident));
  }
  return found;
}

/** What holds now, and what was said in the period. */
function tellable(
  answers: readonly Answer[],
  incidents: readonly Incident[],
  { fromMs, toMs }: Span,
): readonly Answer[] {
  const holds = new Set<Answer>(mutesInForce(muteSpans(answers), toMs));
  for (const incident of incidents) {
    const ack = incident.status === "open" ? ackOf(incident, answers, toMs) : undefined;
    if (ack) holds.add(ack);
  }
  return answers.filter((answer) => holds.has(answer) || answer.atMs >= fromMs);
}

async function windowCounts({ fromMs, toMs }: Span, monitor: string, table: StateTable): Promise<WindowCounts> {
  const counts = { ok: 0, drifting: 0, learning: 0, insufficient: 0 };
  const hours = { from: hourOf(fromMs), to: hourOf(toMs) };
  for await (const { status } of verdictsBetween(table, monitor, hours, toMs)) counts[status]++;
  return { judged: counts.ok + counts.drifting + counts.learning + counts.insufficient, ...counts };
}

async function labelCounts(
  { fromMs, toMs }: Span,
  monitor: MonitorConfig,
  table: StateTable,
): Promise<MonitorDigest["labels"]> {
  const windows = await storedQuality(hourOf(fromMs), hourOf(toMs) - 1, toMs, { table, monitor });
  const sum = (of: "predictions" | "labelled"): number => windows.reduce((total, { counts }) => total + counts[of], 0);
  return { predictions: sum("predictions"), labelled: sum("labelled") };
}

/** Incidents of which a mail was sent that was not only that they are over. */
async function pagedIncidents(
  incidents: readonly Incident[],
  { name, alarms }: MonitorConfig,
  nowMs: number,
  table: StateTable,
): Promise<number> {
  const paging = incidents.filter(({ severity }) => pages(severity, alarms.page));
  const sent = await sentSince(table, name, nowMs - PAGES_MS, nowMs);
  const isPage = (mail: string, { id }: Incident): boolean =>
    mail.startsWith(`${id}-`) && !mail.startsWith(`${id}-closed`);
  return paging.filter((incident) => sent.some((mail) => isPage(mail, incident))).length;
}
