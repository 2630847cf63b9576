import { oneMonitor, resourcesOf, type Statement, statementsOf, synthesize, type TemplateJson } from "../synthesize.js";

export const monitorTemplate = (written: unknown): TemplateJson =>
  [...synthesize(written).templates].find(([stack]) => stack.includes("-monitor-"))![1];

export const churn = monitorTemplate(
  oneMonitor(
    { columns: { input: { headerFrom: "s3://acme/header.csv" } } },
    { notify: { page: ["oncall@example.com"] } },
  ),
);

export function environmentOf(template: TemplateJson, functionName: string): Record<string, unknown> {
  const { properties } = functionNamed(template, functionName);
  return (properties["Environment"] as { Variables: Record<string, unknown> }).Variables;
}

export function functionNamed(template: TemplateJson, functionName: string): ReturnType<typeof resourcesOf>[number] {
  return resourcesOf(template, "AWS::Lambda::Function").find(
    ({ properties }) => properties["FunctionName"] === functionName,
  )!;
}

/** The statements of one role. */
export function grantsOf(template: TemplateJson, role: "Profile" | "Analysis" | "Maintenance" | "View"): Statement[] {
  return resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ id }) => id.startsWith(`Monitor${role}Role`))
    .flatMap(({ properties }) => statementsOf(properties));
}

export const actionsOf = (statements: readonly Statement[]): string[] =>
  [...new Set(statements.flatMap(({ Action }) => Action))].sort();
