import { arnOf, nameInArn, type Account } from "../account.js";
import type { QueueDepth, ResolvedResource, ResourceProvider, Simulation } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { flag, number, propertiesOf, text, texts, type Properties } from "../deploy/properties.js";
import { ServiceFault, TemplateError, UnsupportedError } from "../errors.js";
import type { ResourcePolicies } from "../iam/resource-policies.js";
import { Queue } from "./queue.js";

/** All queues of the account and their resource policies. */
export class Queues {
  readonly #simulation: Simulation;
  readonly #account: Account;
  readonly #endpointUrl: () => string;
  readonly #onCreate: (queue: Queue) => void;
  readonly #queues = new Map<string, Queue>();
  readonly #policies: ResourcePolicies;
  readonly #deadLetterArns = new Set<string>();

  constructor(
    simulation: Simulation,
    account: Account,
    endpointUrl: () => string,
    policies: ResourcePolicies,
    onCreate: (queue: Queue) => void = () => undefined,
  ) {
    this.#simulation = simulation;
    this.#account = account;
    this.#endpointUrl = endpointUrl;
    this.#policies = policies;
    this.#onCreate = onCreate;
  }

  byArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(nameInArn(arn));
    return queue?.arn === arn ? queue : undefined;
  }

  /** @throws ServiceFault QueueDoesNotExist */
  byUrl(url: unknown): Queue {
    const queue = typeof url === "string" ? this.#queues.get(nameInArn(url)) : undefined;
    if (queue !== undefined) return queue;
    throw new ServiceFault("com.amazonaws.sqs#QueueDoesNotExist", `the queue ${String(url)} does not exist`);
  }

  urlOf(queue: Queue): string {
    return `${this.#endpointUrl()}/${this.#account.accountId}/${queue.name}`;
  }

  urlOfName(name: unknown): string {
    return this.urlOf(this.byUrl(`/${String(name)}`));
  }

  /** Notes that a rule, schedule or function sends its failures to a queue. */
  markDeadLetter(arn: string): void {
    this.#deadLetterArns.add(arn);
  }

  /** Why a service may not send to a queue; undefined when its policy allows it. */
  refusal(arn: string, service: string, sourceArn: string): string | undefined {
    if (this.byArn(arn) === undefined) return `the queue ${arn} does not exist`;
    return this.#policies.refusal(arn, "sqs:SendMessage", service, sourceArn);
  }

  depths(): readonly QueueDepth[] {
    return [...this.#queues.values()].map((queue) => {
      const { visible, inFlight } = queue.counts();
      return { name: queue.name, visible, inFlight, deadLetter: this.#deadLetterArns.has(queue.arn) };
    });
  }

  providers(): readonly ResourceProvider[] {
    return [
      { types: ["AWS::SQS::Queue"], deploy: (resource) => this.#deployQueue(resource) },
      { types: ["AWS::SQS::QueuePolicy"], deploy: (resource) => this.#deployPolicy(resource) },
    ];
  }

  #deployQueue(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: [
        "QueueName",
        "VisibilityTimeout",
        "MessageRetentionPeriod",
        "DelaySeconds",
        "RedrivePolicy",
        "FifoQueue",
      ],
      inert: [
        "KmsDataKeyReusePeriodSeconds",
        "KmsMasterKeyId",
        "MaximumMessageSize",
        "ReceiveMessageWaitTimeSeconds",
        "RedriveAllowPolicy",
        "SqsManagedSseEnabled",
      ],
    });
    if (flag(properties, "FifoQueue", false)) throw new UnsupportedError("FIFO queues", properties.path);
    const name = text(properties, "QueueName") ?? physicalName(resource, 80);
    const queue = new Queue(this.#simulation, name, arnOf(this.#account, "sqs", name), {
      visibilityTimeoutMs: number(properties, "VisibilityTimeout", 30) * 1000,
      retentionMs: number(properties, "MessageRetentionPeriod", 345_600) * 1000,
      delayMs: number(properties, "DelaySeconds", 0) * 1000,
      redrive: this.#redriveOf(properties),
    });
    this.#queues.set(name, queue);
    this.#onCreate(queue);
    return { ref: this.urlOf(queue), attributes: { Arn: queue.arn, QueueName: name, QueueUrl: this.urlOf(queue) } };
  }

  #redriveOf(properties: Properties): Queue["settings"]["redrive"] {
    const value = properties.values["RedrivePolicy"];
    if (value === undefined) return undefined;
    const policy = (typeof value === "string" ? JSON.parse(value) : value) as Readonly<Record<string, unknown>>;
    const arn = String(policy["deadLetterTargetArn"]);
    const target = this.byArn(arn);
    if (target === undefined) throw new TemplateError(properties.path, `the dead-letter queue ${arn} does not exist`);
    this.markDeadLetter(arn);
    return { target, maxReceiveCount: Number(policy["maxReceiveCount"]) };
  }

  /** A queue has one policy: the one deployed last replaces the others, as in AWS. */
  #deployPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, { simulated: ["Queues", "PolicyDocument"] });
    for (const url of texts(properties, "Queues")) {
      this.#policies.replace(this.byUrl(url).arn, properties.values["PolicyDocument"], properties.path);
    }
    return { ref: resource.logicalId };
  }
}
