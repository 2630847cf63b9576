import { hubTopics, type Config, type MonitorConfig } from "../../src/config/index.js";

/** Outputs of deployed stacks, by stack and name. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Names of the outputs of the hub's stack. */
export const OUTPUTS = { store: "StoreBucket", table: "StateTable", dashboard: "DashboardUrl" } as const;

/** What is left to do once the stacks are there, in lines. */
export function nextSteps(config: Config, outputs: StackOutputs): readonly string[] {
  const hub = outputs[`${config.hub.name}-hub`] ?? {};
  const steps = [
    confirmStep(config),
    baselineStep(config, hub[OUTPUTS.table]),
    'See a first page without waiting for a fault: a trial monitor, see docs/deploy.md, "The first page".',
    "Look whether all is as it should be: npx plumbline doctor",
  ];
  const dashboard = hub[OUTPUTS.dashboard];
  return [
    "",
    "Deployed. Next:",
    ...steps.map((text, i) => `  ${i + 1}. ${text}`),
    ...(dashboard === undefined ? [] : [`Dashboard: ${dashboard}`]),
  ];
}

function confirmStep(config: Config): string {
  const addresses = [...new Set(hubTopics(config).flatMap(({ emails }) => emails))];
  if (addresses.length === 0) return "Name somebody in notify.page and deploy again: nobody is told of anything yet.";
  return `Confirm: AWS has mailed a link to ${addresses.join(", ")}. Until it is clicked, nobody there is told of anything.`;
}

function baselineStep({ monitors }: Config, table: string | undefined): string {
  const when = monitors.map((monitor) => `${monitor.name} ${learnedWhen(monitor)}`).join("; ");
  const look = `npx plumbline audit ${monitors[0]!.name} --table ${table ?? "TABLE"} --from 2d`;
  return `Wait for the first baseline: ${when}. To look: ${look}`;
}

function learnedWhen({ reference, captures }: MonitorConfig): string {
  switch (reference.kind) {
    case "table":
      return `learns from s3://${reference.table.bucket}/${reference.table.key} within two hours`;
    case "captures":
      return `learns from the captures of ${reference.period.text}, in a few hourly runs`;
    case "live":
      return `learns from its first ${reference.days} days of captures below ${captures.prefix === "" ? "its bucket" : captures.prefix}`;
  }
}
