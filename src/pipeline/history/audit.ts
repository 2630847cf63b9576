import type { Answer } from "../../contracts/answers.js";
import type { StateTable } from "../../contracts/ports.js";
import { answersGiven } from "../answers/answer-log.js";
import { hourKey, hourOf } from "../hour.js";
import { type HistoryKind, historyOf } from "./history.js";

/** One line of the audit trail. */
export interface AuditEntry {
  readonly atMs: number;
  readonly kind: HistoryKind | "answer";
  /** The person who answered, as he says; `analysis` for what a run found; `pipeline` for the team's own pipelines. */
  readonly who: string;
  readonly what: unknown;
}

/** What causes comes before what follows from it, in one run. */
const ORDER: readonly AuditEntry["kind"][] = [
  "pipeline",
  "answer",
  "configuration",
  "baseline",
  "verdict",
  "quality-verdict",
  "transition",
  "retraining",
];

/** What happened to a monitor and what people said to it, in the order of time. @param toMs exclusive */
export async function auditTrail(
  table: StateTable,
  monitor: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = (await answersGiven(table, monitor, nowMs)).map(ofAnswer);
  // A window is judged after its end, sometimes much later: only its hour bounds what has to be read.
  const judged = { to: `${hourKey(hourOf(toMs))}~` };
  const upTo = {
    verdict: judged,
    "quality-verdict": judged,
    transition: {},
    retraining: {},
    baseline: {},
    configuration: {},
    pipeline: {},
  };
  for (const kind of Object.keys(upTo) as HistoryKind[]) {
    for await (const { atMs, what } of historyOf(table, monitor, kind, nowMs, upTo[kind])) {
      entries.push({ atMs, kind, who: kind === "pipeline" ? kind : "analysis", what });
    }
  }
  return entries
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .sort((a, b) => a.atMs - b.atMs || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function ofAnswer({ atMs, by, ...what }: Answer): AuditEntry {
  return { atMs, kind: "answer", who: by, what };
}
