import type { Role } from "aws-cdk-lib/aws-iam";
import {
  EventSourceMapping,
  type EventSourceMappingOptions,
  type Function as LambdaFunction,
} from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { MonitorConfig, NetworkConfig } from "../../src/config/index.js";
import { SLOW_QUEUE_CONCURRENCY } from "../../src/core/spend/interval.js";
import { grant } from "../grant.js";
import { BundledFunction } from "../bundled-function.js";
import { functionEnvironment, type FunctionEnvironmentValues } from "../function-environment.js";
import { type ByFunction, FUNCTION_NAMES, type FunctionName, lambdaBundle } from "../lambda-bundles.js";
import { names } from "../names.js";
import { baselineEvents } from "./baseline-events.js";
import type { CaptureIntake } from "./capture-intake.js";
import { FUNCTION_SIZES } from "./function-sizes.js";
import type { MonitorRoles } from "./monitor-roles.js";
import { pipelineEvents } from "./pipeline-events.js";
import { monitorSchedule } from "./monitor-schedule.js";

export interface MonitorFunctionsProps {
  readonly hubName: string;
  readonly monitor: MonitorConfig;
  readonly intake: CaptureIntake;
  readonly roles: MonitorRoles;
  readonly network: NetworkConfig | null;
  /** The hub's role of EventBridge Scheduler. */
  readonly schedulerRoleArn: string;
  readonly environment: FunctionEnvironmentValues;
  /** Captures that are profiled at once: what a burst may cost between two looks at the spend. */
  readonly profilingConcurrency: number;
  /** True where the hub has a cap. */
  readonly guarded: boolean;
  /** Folder of the bundles; null for those of the package. */
  readonly bundles: string | null;
}

// Events of the last minutes are profiled before the hour is judged.
const ANALYSIS_DELAY_MINUTES = 5;

/** The functions of a monitor and what sets them off. */
export class MonitorFunctions extends Construct {
  readonly byName: ByFunction<LambdaFunction>;

  constructor(scope: Construct, id: string, props: MonitorFunctionsProps) {
    super(scope, id);
    const { profile, analysis, maintenance, view } = props.roles;
    const roleOf: Readonly<Record<FunctionName, Role>> = {
      "profile-captures": profile,
      "analyze-windows": analysis,
      "build-baseline": maintenance,
      reconcile: maintenance,
      widget: view,
      "join-labels": profile,
    };
    const created = FUNCTION_NAMES.filter((name) => name !== "join-labels" || props.intake.labels !== null);
    this.byName = Object.fromEntries(
      created.map((name) => [name, this.create(name, roleOf[name], props)]),
    ) as unknown as ByFunction<LambdaFunction>;
    const sources = this.consume(props);
    if (props.guarded) this.holdSwitch(sources, analysis);
    baselineEvents(this, props.hubName, props.monitor, this.byName["build-baseline"]);
    pipelineEvents(this, props.monitor, this.byName.reconcile);
    this.schedule(props);
  }

  private create(name: FunctionName, role: Role, props: MonitorFunctionsProps): LambdaFunction {
    return new BundledFunction(this, name, {
      functionName: names.function(props.hubName, props.monitor.name, name),
      role,
      environment: functionEnvironment(name, props.monitor.name, props.environment),
      // Only what an event starts has nowhere to come back from.
      deadLetters: name === "build-baseline" ? props.intake.deadLetters : null,
      network: props.network,
      size: FUNCTION_SIZES[name],
      code: lambdaBundle(name, props.bundles),
    }).function;
  }

  /** @returns the event sources */
  private consume({ intake, profilingConcurrency, guarded }: MonitorFunctionsProps): readonly EventSourceMapping[] {
    const { captures, labels } = intake;
    // Said only where nothing else turns them off: a cap that is taken away in a pause leaves them on.
    const always = guarded ? {} : { enabled: true };
    const source = (id: string, target: LambdaFunction, options: EventSourceMappingOptions): EventSourceMapping =>
      new EventSourceMapping(this, id, { ...options, ...always, target, reportBatchItemFailures: true });
    const joinLabels = this.byName["join-labels"];
    return [
      source("Captures", this.byName["profile-captures"], {
        eventSourceArn: captures.queue.queueArn,
        batchSize: 10,
        maxConcurrency: profilingConcurrency,
      }),
      ...(labels && joinLabels
        ? [
            source("Labels", joinLabels, {
              eventSourceArn: labels.queue.queueArn,
              // One file may have its predictions in hours of millions.
              batchSize: 1,
              maxConcurrency: SLOW_QUEUE_CONCURRENCY,
            }),
          ]
        : []),
    ];
  }

  /** Analysis turns the event sources off while spend is paused, and afterwards on; then it has everything listed. */
  private holdSwitch(sources: readonly EventSourceMapping[], analysis: Role): void {
    const { "analyze-windows": analyze, reconcile } = this.byName;
    const ids = sources.map(({ eventSourceMappingId }) => eventSourceMappingId);
    analyze.addEnvironment("PLUMBLINE_EVENT_SOURCES", ids.join(","));
    analyze.addEnvironment("PLUMBLINE_RECONCILE_FUNCTION", reconcile.functionName);
    grant(analysis, [
      {
        actions: ["lambda:UpdateEventSourceMapping"],
        resources: sources.map(({ eventSourceMappingArn }) => eventSourceMappingArn),
      },
      { actions: ["lambda:InvokeFunction"], resources: [reconcile.functionArn] },
    ]);
  }

  private schedule({ monitor, schedulerRoleArn }: MonitorFunctionsProps): void {
    const analysis = this.byName["analyze-windows"];
    const { reconcile } = this.byName;
    const minute = (monitor.window.settleMinutes + ANALYSIS_DELAY_MINUTES) % 60;
    monitorSchedule(this, "AnalysisSchedule", {
      description: `Hourly analysis of ${monitor.name}`,
      expression: `cron(${minute} * * * ? *)`,
      function: analysis,
      roleArn: schedulerRoleArn,
    });
    monitorSchedule(this, "ReconcileSchedule", {
      description: `Daily reconciliation of ${monitor.name}`,
      expression: "cron(10 3 * * ? *)",
      function: reconcile,
      roleArn: schedulerRoleArn,
    });
    if (typeof monitor.retrain?.schedule !== "string") return;
    monitorSchedule(this, "RetrainingSchedule", {
      description: `Retraining of ${monitor.name}`,
      expression: monitor.retrain.schedule,
      timeZone: monitor.window.timeZone,
      function: analysis,
      roleArn: schedulerRoleArn,
      input: { retraining: true },
    });
  }
}
