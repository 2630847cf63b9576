import type { MonitorConfig } from "../../src/config/index.js";
import { messageOf, PlumblineError } from "../../src/contracts/errors.js";
import { readSpend } from "../../src/pipeline/spend/read-spend.js";
import { type TablePlace, withTable } from "../answers/state-table.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { DEFAULT_CONFIG_FILE, readConfig } from "../read-config.js";
import { type DaySpan, dayOf, daysBefore } from "./days.js";
import { type ModelCosts, modelCosts } from "./model-costs.js";
import { predictionsIn } from "./predictions.js";
import { notesOf, showModels } from "./show-models.js";

export interface ModelsOptions extends TablePlace {
  readonly config?: string;
  readonly days?: string;
}

/** `plumbline spend models`: what the models themselves cost, for a thousand predictions. */
export async function runModels({ options, output }: Call<ModelsOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const span = daysBefore(nowMs, options.days);
  const file = options.config ?? DEFAULT_CONFIG_FILE;
  const { monitors } = await readConfig(file);
  const tagged = monitors.filter(({ model }) => model.spend !== null);
  if (tagged.length === 0) {
    throw new PlumblineError("NO_TAG", `${file} expects model.spend.tag of at least one monitor, got none`);
  }
  // The table first: it costs next to nothing, and Cost Explorer each time.
  const predictions = await countPredictions(options, tagged, span, nowMs);
  const costs = await askCosts(options.region, tagged, predictions, span);
  showModels(costs, span, output);
  output.json({
    from: dayOf(span.fromMs),
    to: dayOf(span.toMs - 1),
    askedUsd: costs.askedUsd,
    models: costs.models.map((model) => ({ ...model, notes: notesOf(model) })),
  });
  return ExitStatus.ok;
}

function countPredictions(
  place: TablePlace,
  monitors: readonly MonitorConfig[],
  span: DaySpan,
  nowMs: number,
): Promise<ReadonlyMap<string, number>> {
  return withTable(place, async (table) => {
    const sampling = (await readSpend(table, nowMs))?.standing.sampling ?? [];
    const counts = new Map<string, number>();
    for (const monitor of monitors) {
      counts.set(monitor.name, await predictionsIn(span, monitor, sampling, table, nowMs));
    }
    return counts;
  });
}

async function askCosts(
  region: string | undefined,
  monitors: readonly MonitorConfig[],
  predictions: ReadonlyMap<string, number>,
  span: DaySpan,
): Promise<ModelCosts> {
  const { CostExplorerClient } = await import("@aws-sdk/client-cost-explorer");
  const client = new CostExplorerClient(region === undefined ? {} : { region });
  try {
    return await modelCosts(client, monitors, predictions, span);
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    const message = `Cost Explorer can't be asked (ce:GetCostAndUsage): ${messageOf(error)}`;
    throw new PlumblineError("AWS", message, { retryable: true, cause: error });
  } finally {
    client.destroy();
  }
}
