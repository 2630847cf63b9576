import { serviceInArn } from "./account.js";
import type { Functions } from "./lambda/functions.js";
import type { Permissions } from "./lambda/permissions.js";
import type { Roles } from "./iam/roles.js";
import type { Refusals } from "./refusals.js";
import type { RequestLog } from "./request-log.js";
import type { Topics } from "./sns/topics.js";
import type { Queues } from "./sqs/queues.js";

/** What one service wants to hand to a queue, function or topic. */
export interface Delivery {
  /** Service principal of the sender, e.g. `events.amazonaws.com`. */
  readonly service: string;
  /** ARN of the rule, schedule or topic that sends. */
  readonly sourceArn: string;
  readonly targetArn: string;
  readonly body: string;
  /** Makes a function run this many times at the same time; a queue gets as many messages. */
  readonly copies?: number;
}

interface Parts {
  readonly queues: Queues;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly topics: Topics;
  readonly roles: Roles;
  readonly refusals: Refusals;
  readonly log: RequestLog;
}

/** The action that each kind of target asks a role for. */
const ACTIONS: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  lambda: "lambda:InvokeFunction",
  sns: "sns:Publish",
};

/** Deliveries between services, each after the permission that AWS would ask for. A refused one is recorded. */
export class Deliveries {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** On the strength of the target's own policy: rules and topics. @returns whether it was delivered */
  byResourcePolicy(delivery: Delivery): boolean {
    return this.#deliver(delivery, this.#policyRefusal(delivery));
  }

  /**
   * On the strength of a role: schedules, a function's dead letters.
   *
   * @param assumedFor the ARN that the role's trust policy sees as its source, where the sender has to assume the role
   */
  byRole(delivery: Delivery, roleArn: string, assumedFor?: string): boolean {
    const { service, targetArn } = delivery;
    const action = ACTIONS[serviceInArn(targetArn)];
    const { roles } = this.#parts;
    const refusal =
      this.#missing(targetArn) ??
      (assumedFor === undefined ? undefined : roles.trustRefusal(roleArn, service, assumedFor)) ??
      roles.refusal(roleArn, action ?? "", targetArn);
    return this.#deliver(delivery, refusal);
  }

  #deliver(delivery: Delivery, refusal: string | undefined): boolean {
    const { targetArn, sourceArn, body, copies = 1 } = delivery;
    if (refusal !== undefined) {
      this.#parts.refusals.add(sourceArn, targetArn, refusal);
      return false;
    }
    const service = serviceInArn(targetArn);
    this.#parts.log.note(delivery.service, service, (ACTIONS[service] ?? "").replace(/^.*:/, ""), copies);
    switch (service) {
      case "sqs":
        for (let copy = 0; copy < copies; copy++) this.#parts.queues.byArn(targetArn)?.send(body);
        break;
      case "lambda":
        this.#parts.functions.invokeAsync(targetArn, body, copies);
        break;
      default:
        for (let copy = 0; copy < copies; copy++) {
          this.#parts.topics.deliver({ topicArn: targetArn, subject: undefined, message: body });
        }
    }
    return true;
  }

  #policyRefusal({ service, sourceArn, targetArn }: Delivery): string | undefined {
    const missing = this.#missing(targetArn);
    if (missing !== undefined) return missing;
    const { queues, permissions, topics } = this.#parts;
    switch (serviceInArn(targetArn)) {
      case "sqs":
        return queues.refusal(targetArn, service, sourceArn);
      case "lambda":
        return permissions.refusal(targetArn, service, sourceArn);
      default:
        return topics.refusal(targetArn, service, sourceArn);
    }
  }

  #missing(targetArn: string): string | undefined {
    const { queues, functions } = this.#parts;
    switch (serviceInArn(targetArn)) {
      case "sqs":
        return queues.byArn(targetArn) === undefined ? `the queue ${targetArn} does not exist` : undefined;
      case "lambda":
        return functions.find(targetArn) === undefined ? `the function ${targetArn} does not exist` : undefined;
      case "sns":
        return undefined;
      default:
        return `${targetArn} is no queue, function or topic`;
    }
  }
}
