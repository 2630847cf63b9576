import { arnOf, nameInArn, type Account } from "../account.js";
import type { MailboxMessage, ResolvedResource, ResourceProvider, Simulation, TopicPublisher } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { flag, objects, propertiesOf, requiredText, text, texts, type Properties } from "../deploy/properties.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import type { ResourcePolicies } from "../iam/resource-policies.js";
import type { Refusals } from "../refusals.js";
import { isListed, type Subscription } from "./subscription.js";

interface Topic {
  readonly arn: string;
  readonly subscriptions: Subscription[];
}

export interface Publication {
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/** Takes what a topic passes on to a queue or function. */
export type TopicTarget = (topicArn: string, targetArn: string, body: string) => void;

const PROTOCOLS = new Set(["email", "sqs", "lambda"]);

/** All topics of the account. What is sent to confirmed e-mail subscriptions ends in the mailbox. */
export class Topics implements TopicPublisher {
  readonly #simulation: Simulation;
  readonly #account: Account;
  readonly #policies: ResourcePolicies;
  readonly #refusals: Refusals;
  readonly #passOn: TopicTarget;
  readonly #onMail: (mail: MailboxMessage) => void;
  readonly #peopleConfirm: boolean;
  readonly #topics = new Map<string, Topic>();
  readonly #mailbox: MailboxMessage[] = [];
  #sequence = 0;

  constructor(
    simulation: Simulation,
    account: Account,
    policies: ResourcePolicies,
    refusals: Refusals,
    passOn: TopicTarget,
    onMail: (mail: MailboxMessage) => void,
    /** Whether e-mail subscriptions are confirmed by themselves. */
    peopleConfirm = true,
  ) {
    this.#simulation = simulation;
    this.#account = account;
    this.#policies = policies;
    this.#refusals = refusals;
    this.#passOn = passOn;
    this.#onMail = onMail;
    this.#peopleConfirm = peopleConfirm;
  }

  mailbox(): readonly MailboxMessage[] {
    return this.#mailbox;
  }

  /** A service's own publication, e.g. an alarm's: refused where the topic's policy doesn't allow it. */
  publish(topicArn: string, subject: string, body: string, service: string, sourceArn?: string): void {
    const refusal = this.refusal(topicArn, service, sourceArn);
    if (refusal === undefined) this.deliver({ topicArn, subject, message: body });
    else this.#refusals.add(sourceArn ?? service, topicArn, refusal);
  }

  /** Why a service may not publish to a topic; undefined when its policy allows it. */
  refusal(topicArn: string, service: string, sourceArn?: string): string | undefined {
    if (!this.#topics.has(topicArn)) return `the topic ${topicArn} does not exist`;
    return this.#policies.refusal(topicArn, "sns:Publish", service, sourceArn);
  }

  /** Somebody follows the link in the mail that asks for confirmation: all of his subscriptions that are still listed. */
  confirm(email: string): void {
    const nowMs = this.#simulation.nowMs();
    for (const { subscriptions } of this.#topics.values()) {
      for (const subscription of subscriptions.filter((each) => isListed(each, nowMs))) {
        if (subscription.protocol === "email" && subscription.endpoint === email) subscription.confirmed = true;
      }
    }
  }

  /** @throws ServiceFault NotFound */
  subscriptions(topicArn: string): readonly Subscription[] {
    return this.#topic(topicArn).subscriptions.filter((each) => isListed(each, this.#simulation.nowMs()));
  }

  /**
   * Passes a message on to every subscriber.
   *
   * @returns the message's id
   * @throws ServiceFault NotFound
   */
  deliver(publication: Publication): string {
    const topic = this.#topic(publication.topicArn);
    const id = `00000000-0000-4000-b000-${(this.#sequence++).toString(16).padStart(12, "0")}`;
    this.#mail(topic, id, publication);
    for (const subscription of topic.subscriptions) {
      if (subscription.protocol === "email") continue;
      this.#passOn(topic.arn, subscription.endpoint, this.#bodyFor(subscription, id, publication));
    }
    return id;
  }

  #topic(arn: string): Topic {
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw new ServiceFault("NotFound", "Topic does not exist", 404);
    return topic;
  }

  providers(): readonly ResourceProvider[] {
    return [
      { types: ["AWS::SNS::Topic"], deploy: (resource) => this.#deployTopic(resource) },
      { types: ["AWS::SNS::Subscription"], deploy: (resource) => this.#deploySubscription(resource) },
      { types: ["AWS::SNS::TopicPolicy"], deploy: (resource) => this.#deployPolicy(resource) },
    ];
  }

  /** One message for all e-mail subscribers of the topic: they all get the same. */
  #mail(topic: Topic, id: string, { subject, message }: Publication): void {
    const mails = topic.subscriptions.filter(({ protocol, confirmed }) => protocol === "email" && confirmed);
    if (mails.length === 0) return;
    const mail: MailboxMessage = {
      id,
      sentAtMs: this.#simulation.nowMs(),
      topicArn: topic.arn,
      to: mails.map(({ endpoint }) => endpoint),
      subject: subject ?? "AWS Notification Message",
      body: message,
    };
    this.#mailbox.push(mail);
    this.#onMail(mail);
  }

  #bodyFor(subscription: Subscription, id: string, publication: Publication): string {
    if (subscription.protocol === "sqs" && subscription.raw) return publication.message;
    const Sns = this.#notification(id, publication);
    if (subscription.protocol === "sqs") return JSON.stringify(Sns);
    const record = { EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscription.arn, Sns };
    return JSON.stringify({ Records: [record] });
  }

  #notification(id: string, { topicArn, subject, message }: Publication): Readonly<Record<string, unknown>> {
    return {
      Type: "Notification",
      MessageId: id,
      TopicArn: topicArn,
      ...(subject !== undefined && { Subject: subject }),
      Message: message,
      Timestamp: new Date(this.#simulation.nowMs()).toISOString(),
    };
  }

  #deployTopic(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["TopicName", "Subscription", "FifoTopic"],
      inert: ["DisplayName", "KmsMasterKeyId", "SignatureVersion", "Tags", "TracingConfig"],
    });
    if (flag(properties, "FifoTopic", false)) throw new UnsupportedError("FIFO topics", properties.path);
    const name = text(properties, "TopicName") ?? physicalName(resource, 256);
    const arn = arnOf(this.#account, "sns", name);
    const topic: Topic = { arn, subscriptions: [] };
    this.#topics.set(arn, topic);
    this.#policies.replace(arn, defaultPolicy(arn), properties.path);
    for (const inline of objects(properties, "Subscription", { simulated: ["Protocol", "Endpoint"] })) {
      this.#subscribe(topic, inline);
    }
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  }

  #deploySubscription(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["TopicArn", "Protocol", "Endpoint", "RawMessageDelivery"],
      inert: ["Region"],
    });
    const arn = requiredText(properties, "TopicArn");
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw new ServiceFault("NotFound", `${properties.path}: the topic ${arn} does not exist`);
    return { ref: this.#subscribe(topic, properties) };
  }

  #subscribe(topic: Topic, properties: Properties): string {
    const protocol = requiredText(properties, "Protocol");
    if (!PROTOCOLS.has(protocol)) throw new UnsupportedError(`the protocol ${protocol}`, properties.path);
    const arn = `${topic.arn}:${String(topic.subscriptions.length).padStart(8, "0")}`;
    topic.subscriptions.push({
      arn,
      protocol: protocol as Subscription["protocol"],
      endpoint: requiredText(properties, "Endpoint"),
      raw: flag(properties, "RawMessageDelivery", false),
      sinceMs: this.#simulation.nowMs(),
      confirmed: protocol !== "email" || this.#peopleConfirm,
    });
    return arn;
  }

  /** A topic has one policy, which replaces the default one. */
  #deployPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, { simulated: ["Topics", "PolicyDocument"] });
    for (const arn of texts(properties, "Topics")) {
      this.#policies.replace(arn, properties.values["PolicyDocument"], properties.path);
    }
    return { ref: `${resource.stack}-${nameInArn(resource.logicalId)}` };
  }
}

/**
 * What AWS's default policy comes to for services: CloudWatch alarms of the same account may publish, others not. So a
 * topic without a policy passes alarms on, and one whose policy holds only a denial doesn't.
 */
function defaultPolicy(arn: string): unknown {
  const principal = { Service: "cloudwatch.amazonaws.com" };
  return { Statement: [{ Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: arn }] };
}
