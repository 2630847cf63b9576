/** Somebody's CDK app in TypeScript, the same as an ES module and as CommonJS. It prints what it made. */
export const TYPED_APP = `
import { App, Stack } from "aws-cdk-lib";
import { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { configFromData, ModelMonitor, type MonitorAlarms, MonitoringHub, MonitoringOverview } from "plumbline";

declare const console: { log(text: string): void };

const config = configFromData(
  { monitors: { churn: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } } } },
  "app",
);
const app = new App({ builtinCloudFormationValidation: false });
const stack = new Stack(app, "Mine");
const hub = new MonitoringHub(stack, "Hub", { config });
const churn = new ModelMonitor(stack, "Churn", { hub, monitor: "churn" });
new MonitoringOverview(stack, "Overview", { hub, monitors: [churn] });

const alarms: MonitorAlarms = churn.alarms;
alarms.incidents.addAlarmAction(new SnsAction(hub.pageTopic));
new Alarm(stack, "High", { metric: churn.metricDriftScore(), threshold: 2, evaluationPeriods: 1 });
churn.onIncident("Ticket", new SqsQueue(new Queue(stack, "Tickets")), { leastSeverity: "high" });
const labels: IQueue | null = churn.labelQueue;
// @ts-expect-error handles are read-only
churn.monitorName = "other";
// @ts-expect-error no such function
churn.functions["no-such-function"];

const { template } = app.synth().stacks[0] as { template: { Resources: Record<string, { Type: string }> } };
const count = (type: string): number => Object.values(template.Resources).filter(({ Type }) => Type === type).length;
console.log(
  JSON.stringify({ functions: count("AWS::Lambda::Function"), dashboards: count("AWS::CloudWatch::Dashboard"), labels }),
);
`;

export const TYPED_APP_CONFIG = JSON.stringify({
  compilerOptions: { module: "NodeNext", target: "ES2022", strict: true, types: [], skipLibCheck: true },
  files: ["app.cts", "app.mts"],
});
