import type { Retraining } from "../../src/contracts/retraining.js";
import { formatTime } from "../../src/core/answers/answer-words.js";
import { requireMonitor } from "../../src/pipeline/answers/known-names.js";
import { decideRetraining } from "../../src/pipeline/retrain/decide.js";
import { retrainings } from "../../src/pipeline/retrain/retrainings.js";
import { show } from "../answers/quiet-commands.js";
import { speakerOf } from "../answers/speaker.js";
import { type TablePlace, withTable } from "../answers/state-table.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import type { Output } from "../output.js";

export interface RetrainOptions extends TablePlace {
  readonly approve?: string;
  readonly decline?: string;
  readonly reason?: string;
  readonly by?: string;
}

/** Decides on a retraining, or lists them. */
export async function runRetrain({ args, options, output }: Call<RetrainOptions>): Promise<ExitStatus> {
  const [monitor] = args as [string];
  const { approve, decline, reason, by } = options;
  const token = approve ?? decline;
  if (approve !== undefined && decline !== undefined)
    throw new UsageError("retrain expects --approve or --decline, not both");
  if (token === undefined) return list(monitor, options, output);
  if (reason === undefined)
    throw new UsageError("--approve and --decline expect --reason: it stands in the audit trail");
  const decision = approve === undefined ? "decline" : "approve";
  const speaker = speakerOf({ reason, ...(by !== undefined && { by }) }, Date.now());
  const answer = await withTable(options, (table) => decideRetraining(table, monitor, { token, decision }, speaker));
  const effect =
    decision === "approve"
      ? "It is started by the next analysis, within the hour, or once minDaysBetween have passed since the last."
      : "It is not started. The next incident or schedule asks again.";
  return show(monitor, answer, null, effect, output);
}

async function list(monitor: string, place: TablePlace, output: Output): Promise<ExitStatus> {
  const nowMs = Date.now();
  const all = await withTable(place, async (table) => {
    await requireMonitor(table, monitor, nowMs);
    return retrainings(table, monitor, nowMs);
  });
  const newest = [...all].sort((a, b) => b.askedAtMs - a.askedAtMs);
  output.json({ monitor, retrainings: newest });
  if (newest.length === 0) output.line(`${monitor}: no retraining has been asked for`);
  else output.table(COLUMNS, newest.map(cells));
  return ExitStatus.ok;
}

const COLUMNS = ["asked", "token", "cause", "state", "execution"].map((title) => ({ title }));

const cells = ({ askedAtMs, token, cause, state, execution }: Retraining): string[] => [
  formatTime(askedAtMs),
  token,
  cause.kind === "incident" ? `incident, ${cause.severity}` : cause.kind,
  state,
  execution ?? "",
];
