import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider, Simulation } from "../contracts.js";
import type { Deliveries, Delivery } from "../deliveries.js";
import { physicalName } from "../deploy/physical-name.js";
import { object, propertiesOf, requiredText, text, type Properties } from "../deploy/properties.js";
import { TemplateError, UnsupportedError } from "../errors.js";
import type { Faults } from "../faults.js";
import type { RecordMetric } from "../metrics.js";
import type { Queues } from "../sqs/queues.js";
import { occurrences } from "./expression.js";

const SERVICE = "scheduler.amazonaws.com";
const UNIVERSAL = "arn:aws:scheduler:::aws-sdk:";

interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly deadLetterArn: string | undefined;
}

interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly group: string;
  readonly target: ScheduleTarget;
  readonly next: (afterMs: number) => number | undefined;
}

interface Parts {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly deliveries: Deliveries;
  readonly queues: Queues;
  readonly record: RecordMetric;
  readonly faults: Faults;
}

/** EventBridge Scheduler: AWS::Scheduler::Schedule with functions and queues as targets. */
export class Schedules implements ResourceProvider {
  readonly types = ["AWS::Scheduler::Schedule", "AWS::Scheduler::ScheduleGroup"];
  readonly #parts: Parts;
  #sequence = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  deploy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    return resource.type === "AWS::Scheduler::Schedule" ? this.#deploySchedule(resource) : this.#deployGroup(resource);
  }

  #deployGroup(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, { simulated: ["Name"] });
    const name = text(properties, "Name") ?? physicalName(resource, 64);
    return { ref: name, attributes: { Arn: arnOf(this.#parts.account, "scheduler", `schedule-group/${name}`) } };
  }

  #deploySchedule(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: [
        "Name",
        "GroupName",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "State",
        "Target",
        "StartDate",
        "EndDate",
      ],
      // Within a flexible window the embedded cloud always starts at its beginning.
      inert: ["Description", "FlexibleTimeWindow", "KmsKeyArn"],
    });
    const name = text(properties, "Name") ?? physicalName(resource, 64);
    const group = text(properties, "GroupName") ?? "default";
    const arn = arnOf(this.#parts.account, "scheduler", `schedule/${group}/${name}`);
    const schedule = { name, arn, group, target: this.#targetOf(properties), next: this.#occurrencesOf(properties) };
    if ((text(properties, "State") ?? "ENABLED") === "ENABLED") this.#arm(schedule, this.#parts.simulation.nowMs());
    return { ref: name, attributes: { Arn: arn } };
  }

  #targetOf(properties: Properties): ScheduleTarget {
    const target = object(properties, "Target", {
      simulated: ["Arn", "RoleArn", "Input", "DeadLetterConfig"],
      inert: ["RetryPolicy"],
    });
    if (target === undefined) throw new TemplateError(properties.path, "Target is required");
    const deadLetter = object(target, "DeadLetterConfig", { simulated: ["Arn"] });
    const deadLetterArn = deadLetter && text(deadLetter, "Arn");
    if (deadLetterArn !== undefined) this.#parts.queues.markDeadLetter(deadLetterArn);
    const arn = requiredText(target, "Arn");
    const input = text(target, "Input");
    const called = arn.startsWith(UNIVERSAL)
      ? universalTarget(arn, input ?? "{}", this.#parts, target.path)
      : undefined;
    return { arn, roleArn: requiredText(target, "RoleArn"), input: input ?? "{}", deadLetterArn, ...called };
  }

  #occurrencesOf(properties: Properties): (afterMs: number) => number | undefined {
    const [start, end] = ["StartDate", "EndDate"].map((name) => Date.parse(text(properties, name) ?? ""));
    const timeZone = text(properties, "ScheduleExpressionTimezone") ?? "UTC";
    const createdMs = Number.isNaN(start) ? this.#parts.simulation.nowMs() : start!;
    const next = occurrences(requiredText(properties, "ScheduleExpression"), timeZone, createdMs, properties.path);
    return (afterMs) => {
      const timeMs = next(Number.isNaN(start) ? afterMs : Math.max(afterMs, start! - 1));
      return timeMs !== undefined && timeMs > end! ? undefined : timeMs;
    };
  }

  #arm(schedule: Schedule, afterMs: number): void {
    const timeMs = schedule.next(afterMs);
    if (timeMs === undefined) return;
    this.#parts.simulation.at(timeMs, `schedule ${schedule.name}`, () => {
      this.#fire(schedule, timeMs);
      this.#arm(schedule, timeMs);
    });
  }

  #fire({ arn, group, target }: Schedule, timeMs: number): void {
    const { account, deliveries, record, faults } = this.#parts;
    const executionId = `00000000-0000-4000-c000-${(this.#sequence++).toString(16).padStart(12, "0")}`;
    const body = target.input
      .replaceAll("<aws.scheduler.schedule-arn>", arn)
      .replaceAll("<aws.scheduler.scheduled-time>", new Date(timeMs).toISOString().replace(/\.\d+Z$/, "Z"))
      .replaceAll("<aws.scheduler.execution-id>", executionId)
      .replaceAll("<aws.scheduler.attempt-number>", "1");
    const copies = faults.doubleSchedules === true ? 2 : 1;
    const delivery: Delivery = { service: SERVICE, sourceArn: arn, targetArn: target.arn, body, copies };
    // Scheduler assumes roles in the name of the schedule's group.
    const groupArn = arnOf(account, "scheduler", `schedule-group/${group}`);
    record("AWS/Scheduler", "InvocationAttemptCount", { ScheduleGroup: group }, copies, timeMs, "Count");
    if (deliveries.byRole(delivery, target.roleArn, groupArn)) return;
    record("AWS/Scheduler", "TargetErrorCount", { ScheduleGroup: group }, 1, timeMs, "Count");
    const { deadLetterArn } = target;
    if (
      deadLetterArn === undefined ||
      !deliveries.byRole({ ...delivery, targetArn: deadLetterArn, copies: 1 }, target.roleArn, groupArn)
    ) {
      record("AWS/Scheduler", "InvocationDroppedCount", { ScheduleGroup: group }, 1, timeMs, "Count");
    }
  }
}

/** Universal targets name an SDK call; the two that fit functions and queues are known. */
function universalTarget(
  arn: string,
  input: string,
  { account, queues }: Parts,
  path: string,
): Pick<ScheduleTarget, "arn" | "input"> {
  const request = JSON.parse(input) as Readonly<Record<string, unknown>>;
  switch (arn.slice(UNIVERSAL.length)) {
    case "lambda:invoke": {
      const { FunctionName: name, Payload: payload } = request;
      const target = arnOf(account, "lambda", `function:${nameInArn(String(name))}`);
      return { arn: target, input: typeof payload === "string" ? payload : JSON.stringify(payload ?? {}) };
    }
    case "sqs:sendMessage":
      return { arn: queues.byUrl(request["QueueUrl"]).arn, input: String(request["MessageBody"]) };
    default:
      throw new UnsupportedError(`the schedule target ${arn}`, path);
  }
}
