import { requireMonitor } from "../../src/pipeline/answers/known-names.js";
import { type AuditEntry, auditTrail } from "../../src/pipeline/history/audit.js";
import { type TablePlace, withTable } from "../answers/state-table.js";
import { timeOf } from "../answers/times.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { readableText } from "../profile/readable.js";

export interface AuditOptions extends TablePlace {
  readonly from: string;
  readonly to?: string;
}

const TITLES = [{ title: "time (UTC)" }, { title: "kind" }, { title: "who" }, { title: "what" }] as const;

export async function runAudit({ args, options, output }: Call<AuditOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const monitor = args[0]!;
  const fromMs = timeOf("--from", options.from, nowMs, -1);
  const toMs = options.to === undefined ? nowMs : timeOf("--to", options.to, nowMs, -1);
  if (toMs <= fromMs) throw new UsageError(`--to expects a time after --from, got ${options.to ?? "now"}`);
  const entries = await withTable(options, async (table) => {
    await requireMonitor(table, monitor, nowMs);
    return auditTrail(table, monitor, { fromMs, toMs }, nowMs);
  });
  const rows = entries.map(({ atMs, kind, who, what }) => [
    minuteOf(atMs),
    kind,
    who,
    readableText(inBrief(kind, what), 100),
  ]);
  if (rows.length > 0) output.table(TITLES, rows);
  const plural = entries.length === 1 ? "entry" : "entries";
  output.line(`${monitor}: ${entries.length} ${plural} from ${minuteOf(fromMs)} to ${minuteOf(toMs)}`);
  output.json({
    monitor,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    entries: entries.map(({ atMs, ...entry }) => ({ at: new Date(atMs).toISOString(), ...entry })),
  });
  return ExitStatus.ok;
}

const minuteOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 16).replace("T", " ");

/** The fields that say most; `--json` has all. */
function inBrief(kind: AuditEntry["kind"], what: unknown): string {
  const fields = what as Readonly<Record<string, unknown>>;
  const named: Readonly<Record<AuditEntry["kind"], readonly string[]>> = {
    answer: ["number", "kind", "scope", "incident", "features", "reason"],
    configuration: ["version"],
    baseline: ["baselineVersion", "reference", "records"],
    verdict: ["window", "status", "score", "records", "restatement"],
    "quality-verdict": ["window", "stream", "status", "score", "records", "restatement"],
    transition: ["incident", "transition", "severity", "window", "features"],
    pipeline: ["pipeline", "status", "execution"],
    retraining: ["state", "cause", "target", "execution"],
  };
  return named[kind]
    .filter((name) => fields[name] !== undefined && fields[name] !== null)
    .map((name) => `${name} ${textOf(fields[name])}`)
    .join(", ");
}

function textOf(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  return JSON.stringify(value);
}
