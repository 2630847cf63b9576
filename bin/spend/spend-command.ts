import { PlumblineError } from "../../src/contracts/errors.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { readSpend } from "../../src/pipeline/spend/read-spend.js";
import { spendAudit, type SpendAudit } from "../../src/pipeline/spend/spend-audit.js";
import { endOverride, override } from "../../src/pipeline/spend/override.js";
import { speakerOf } from "../answers/speaker.js";
import { withTable } from "../answers/state-table.js";
import { timeOf } from "../answers/times.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { type ModelsOptions, runModels } from "./models-command.js";
import { showAudit, showSpend } from "./show-spend.js";

export interface SpendOptions extends ModelsOptions {
  readonly audit?: boolean;
  readonly until?: string;
  readonly end?: boolean;
  readonly reason?: string;
  readonly by?: string;
}

export async function runSpend(call: Call<SpendOptions>): Promise<ExitStatus> {
  const { args, options } = call;
  const [action] = args;
  if (action !== "models" && (options.config !== undefined || options.days !== undefined)) {
    throw new UsageError("--config and --days expect spend models");
  }
  if (action === "override") return runOverride(call);
  if (options.until !== undefined || options.end !== undefined || options.reason !== undefined) {
    throw new UsageError("--until, --end and --reason expect spend override");
  }
  if (action === "models") return runModels(call);
  if (action !== undefined) throw new UsageError(`spend expects override, models or nothing, got ${action}`);
  return look(call);
}

async function look({ options, output }: Call<SpendOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const { body, audit } = await withTable(options, async (table) => ({
    body: await readSpend(table, nowMs),
    audit: options.audit === true ? await allOf(table, nowMs) : null,
  }));
  if (body === null) {
    throw new PlumblineError(
      "NO_SPEND",
      `table ${options.table} expects the guard's word on the hub's spend, got none: is hub.spend configured and deployed for an hour?`,
    );
  }
  showSpend(body, nowMs, output);
  if (audit) showAudit(audit, output);
  const { standing, figures, parts, override: overridden, monthlyUsd, atMs } = body;
  output.json({ standing, figures, parts, override: overridden, monthlyUsd, atMs, ...(audit && { audit }) });
  return ExitStatus.ok;
}

async function runOverride({ options, output }: Call<SpendOptions>): Promise<ExitStatus> {
  const { until, end, reason } = options;
  if (reason === undefined) throw new UsageError("spend override expects --reason with a sentence, got none");
  if ((until === undefined) === (end !== true)) throw new UsageError("spend override expects either --until or --end");
  const nowMs = Date.now();
  const speaker = speakerOf({ ...options, reason }, nowMs);
  const entry = await withTable(options, (table) =>
    until === undefined ? endOverride(table, speaker) : override(table, timeOf("--until", until, nowMs), speaker),
  );
  showAudit([entry], output);
  output.line("The guard obeys at its next look, within the hour.");
  output.json(entry);
  return ExitStatus.ok;
}

async function allOf(table: StateTable, nowMs: number): Promise<readonly SpendAudit[]> {
  const entries: SpendAudit[] = [];
  for await (const entry of spendAudit(table, nowMs)) entries.push(entry);
  return entries;
}
