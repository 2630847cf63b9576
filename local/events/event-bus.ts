import { arnOf, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider, Simulation, WireService } from "../contracts.js";
import type { Deliveries } from "../deliveries.js";
import { physicalName } from "../deploy/physical-name.js";
import { object, objects, propertiesOf, requiredText, text, type Properties } from "../deploy/properties.js";
import { jsonService } from "../endpoint/json-service.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import type { RecordMetric } from "../metrics.js";
import { occurrences } from "../scheduler/expression.js";
import type { Queues } from "../sqs/queues.js";
import type { CloudEvent } from "./event.js";
import { targetInput, type InputRule } from "./input.js";
import { compilePattern, type EventPattern } from "./pattern.js";

const SERVICE = "events.amazonaws.com";

interface RuleTarget {
  readonly arn: string;
  readonly input: InputRule;
  readonly deadLetterArn: string | undefined;
}

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly matches: EventPattern | undefined;
  readonly targets: readonly RuleTarget[];
}

interface Parts {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly deliveries: Deliveries;
  readonly queues: Queues;
  readonly record: RecordMetric;
}

/** The account's default event bus: its rules, the wire, and schedules of rules. */
export class EventBus implements ResourceProvider {
  readonly types = ["AWS::Events::Rule"];
  readonly #parts: Parts;
  readonly #rules = new Map<string, Rule>();
  #sequence = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Hands an event to the targets of every rule that it fits, in the order of deployment. */
  publish(event: CloudEvent): void {
    for (const rule of this.#rules.values()) {
      if (rule.matches?.(event) === true) this.#send(rule, event);
    }
  }

  service(): WireService {
    return jsonService("events", {
      ListRules: () => ({ Rules: [...this.#rules.values()].map(({ name, arn }) => ({ Name: name, Arn: arn })) }),
      PutEvents: (request) => {
        const entries = (request["Entries"] ?? []) as readonly Readonly<Record<string, unknown>>[];
        if (entries.length < 1 || entries.length > 10) {
          throw new ServiceFault("ValidationException", `PutEvents expects 1 to 10 entries, got ${entries.length}`);
        }
        return { FailedEntryCount: 0, Entries: entries.map((entry) => this.#put(entry)) };
      },
    });
  }

  deploy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["Name", "EventBusName", "EventPattern", "ScheduleExpression", "State", "Targets"],
      inert: ["Description"],
    });
    const bus = text(properties, "EventBusName") ?? "default";
    if (bus !== "default") throw new UnsupportedError(`the event bus ${bus}`, properties.path);
    const name = text(properties, "Name") ?? physicalName(resource, 64);
    const arn = arnOf(this.#parts.account, "events", `rule/${name}`);
    const enabled = (text(properties, "State") ?? "ENABLED") === "ENABLED";
    const pattern = properties.values["EventPattern"];
    const rule: Rule = {
      name,
      arn,
      matches: pattern === undefined ? undefined : compilePattern(pattern, properties.path),
      targets: this.#targetsOf(properties),
    };
    if (enabled) this.#rules.set(name, rule);
    const expression = text(properties, "ScheduleExpression");
    if (enabled && expression !== undefined) this.#schedule(rule, expression, properties.path);
    return { ref: name, attributes: { Arn: arn } };
  }

  #targetsOf(properties: Properties): readonly RuleTarget[] {
    const known = {
      simulated: ["Arn", "Id", "Input", "InputPath", "InputTransformer", "DeadLetterConfig"],
      inert: ["RetryPolicy"],
    };
    return objects(properties, "Targets", known).map((target) => {
      const deadLetter = object(target, "DeadLetterConfig", { simulated: ["Arn"] });
      const deadLetterArn = deadLetter && text(deadLetter, "Arn");
      if (deadLetterArn !== undefined) this.#parts.queues.markDeadLetter(deadLetterArn);
      return { arn: requiredText(target, "Arn"), input: target.values, deadLetterArn };
    });
  }

  #schedule(rule: Rule, expression: string, path: string): void {
    const { simulation } = this.#parts;
    const next = occurrences(expression, "UTC", simulation.nowMs(), path);
    const arm = (afterMs: number): void => {
      const timeMs = next(afterMs);
      if (timeMs === undefined) return;
      simulation.at(timeMs, `rule ${rule.name}`, () => {
        this.#send(rule, this.#event("aws.events", "Scheduled Event", {}, [rule.arn]));
        arm(timeMs);
      });
    };
    arm(simulation.nowMs());
  }

  #send(rule: Rule, event: CloudEvent): void {
    const { deliveries, record, simulation } = this.#parts;
    const dimensions = { RuleName: rule.name };
    record("AWS/Events", "MatchedEvents", dimensions, 1, simulation.nowMs(), "Count");
    for (const target of rule.targets) {
      const body = targetInput(target.input, event, rule.arn, rule.name);
      const delivery = { service: SERVICE, sourceArn: rule.arn, targetArn: target.arn, body };
      const delivered = deliveries.byResourcePolicy(delivery);
      record("AWS/Events", "Invocations", dimensions, 1, simulation.nowMs(), "Count");
      if (delivered) continue;
      record("AWS/Events", "FailedInvocations", dimensions, 1, simulation.nowMs(), "Count");
      if (target.deadLetterArn !== undefined) {
        deliveries.byResourcePolicy({ ...delivery, targetArn: target.deadLetterArn, body: JSON.stringify(event) });
      }
    }
  }

  #put(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const bus = entry["EventBusName"] ?? "default";
    if (typeof bus === "string" && bus !== "default" && !bus.endsWith(":event-bus/default")) {
      throw new UnsupportedError(`the event bus ${bus}`, "events PutEvents");
    }
    const [source, type, detail] = [entry["Source"], entry["DetailType"], entry["Detail"]];
    if (typeof source !== "string" || typeof type !== "string" || typeof detail !== "string") {
      return { ErrorCode: "InvalidArgument", ErrorMessage: "Source, DetailType and Detail are required" };
    }
    const resources = (entry["Resources"] ?? []) as readonly string[];
    const event = this.#event(source, type, JSON.parse(detail), resources);
    const { simulation } = this.#parts;
    simulation.at(simulation.nowMs(), `event ${type}`, () => {
      this.publish(event);
    });
    return { EventId: event.id };
  }

  #event(source: string, type: string, detail: unknown, resources: readonly string[]): CloudEvent {
    const { account, simulation } = this.#parts;
    return {
      version: "0",
      id: `00000000-0000-4000-8000-${(this.#sequence++).toString(16).padStart(12, "0")}`,
      "detail-type": type,
      source,
      account: account.accountId,
      time: new Date(simulation.nowMs()).toISOString().replace(/\.\d+Z$/, "Z"),
      region: account.region,
      resources,
      detail,
    };
  }
}
