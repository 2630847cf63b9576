import { PlumblineError, messageOf } from "../src/contracts/errors.js";
import type { Account } from "./account.js";
import type { CloudWatchView } from "./cloudwatch/cloudwatch.js";
import type { CloudView, ResourceProvider, Simulation, TopicPublisher, WireService } from "./contracts.js";
import { crashGate } from "./crash-gate.js";
import { readAssembly, type Assembly } from "./deploy/assembly.js";
import { Deployment } from "./deploy/deployment.js";
import { stackService } from "./deploy/stack-service.js";
import { Endpoint } from "./endpoint/endpoint.js";
import type { Faults } from "./faults.js";
import type { DeniedCall } from "./iam/call-guard.js";
import type { GrantUse } from "./iam/grant-ledger.js";
import type { Outcome } from "./lambda/environment.js";
import type { FailedInvocation } from "./lambda/functions.js";
import type { Latency } from "./lambda/waiting-times.js";
import type { RefusedDelivery } from "./refusals.js";
import type { StartedExecution } from "./retraining/executions.js";
import type { RequestCount } from "./request-log.js";
import type { ExpiryRule } from "./s3/bucket.js";
import { createServices, type Services } from "./services.js";
import { Agenda } from "./simulation.js";
import { StateFolder } from "./state-folder.js";

/** What an extension may build on. */
interface ExtensionContext {
  readonly simulation: Simulation;
  readonly publisher: TopicPublisher;
  readonly account: Account;
}

/** Services and resource types besides the built-in ones. */
interface Extension {
  readonly services?: readonly WireService[];
  readonly providers?: readonly ResourceProvider[];
}

export interface EmbeddedCloudOptions {
  /** The folder that `cdk synth` wrote (`cdk.out`). */
  readonly assemblyDir: string;
  /** Where everything is kept; created when missing. */
  readonly stateDir: string;
  /** Simulated time at the start, epoch milliseconds. */
  readonly startMs: number;
  /** Removes what an earlier run left in `stateDir`. @default false: objects, tables and metrics are still there */
  readonly fresh?: boolean;
  readonly faults?: Faults;
  /** How long answers let functions wait, milliseconds of simulated time. @default none: functions take no time */
  readonly latency?: Latency;
  /** Whether whoever is subscribed by e-mail has confirmed at once. @default true */
  readonly peopleConfirm?: boolean;
  readonly extend?: (context: ExtensionContext) => Extension;
}

/** Bytes, or how to make them when their time has come. */
export type ObjectBytes = Uint8Array | (() => Uint8Array);

/**
 * A cloud on this machine: deploys a synthesized assembly and runs its functions in simulated time. Objects, tables and
 * metrics outlive it in the state folder once it is closed; queues, the agenda and the mailbox's list don't.
 */
export class EmbeddedCloud {
  readonly account: Account;
  readonly #agenda: Agenda;
  readonly #assembly: Assembly;
  readonly #state: StateFolder;
  readonly #services: Services;
  readonly #deployment: Deployment;
  readonly #endpoint: Endpoint;
  #endpointUrl = "";

  /** Starts the endpoint; nothing is deployed yet. */
  static async start(options: EmbeddedCloudOptions): Promise<EmbeddedCloud> {
    const cloud = new EmbeddedCloud(options);
    cloud.#endpointUrl = await cloud.#endpoint.listen();
    return cloud;
  }

  private constructor(options: EmbeddedCloudOptions) {
    const { assemblyDir, stateDir, startMs, fresh = false, faults = {}, peopleConfirm = true, extend } = options;
    const { latency = () => 0 } = options;
    this.#agenda = new Agenda(startMs);
    this.#assembly = readAssembly(assemblyDir);
    this.account = this.#assembly.account;
    this.#state = new StateFolder(stateDir, fresh);
    this.#services = createServices({
      simulation: this.#agenda,
      account: this.account,
      stateDir,
      faults,
      endpointUrl: () => this.#endpointUrl,
      peopleConfirm,
      latency,
      assets: (stack, key) => this.#assembly.stacks.find(({ name }) => name === stack)?.assets.get(key),
      restoreMetrics: this.#state.saved?.cloudWatch,
    });
    const { topics, functions, waits, guard, log, wire, providers } = this.#services;
    const extension = extend?.({ simulation: this.#agenda, publisher: topics, account: this.account }) ?? {};
    this.#deployment = new Deployment(this.account, [...providers, ...(extension.providers ?? [])]);
    const gate = crashGate(faults, () => functions);
    const stacks = stackService(this.#deployment, this.account);
    this.#endpoint = new Endpoint([...wire, stacks, ...(extension.services ?? [])], {
      guard,
      gate,
      meter: (request, response) => {
        log.meter(request, response);
        const running = functions.runningAs(request.caller);
        if (running !== undefined) waits.add(request, running);
      },
    });
  }

  /** Creates a bucket that the templates expect to exist. Call it before `deploy`. */
  createBucket(
    name: string,
    options: { readonly eventBridge?: boolean; readonly expiry?: readonly ExpiryRule[] } = {},
  ): void {
    this.#services.buckets.create(name, options.eventBridge ?? false, options.expiry);
  }

  /**
   * Deploys every stack of the assembly, each after those it depends on.
   *
   * @throws UnsupportedError for what the embedded cloud doesn't know, by name; TemplateError for what AWS would refuse
   */
  async deploy(): Promise<void> {
    for (const stack of this.#assembly.stacks) this.#deployment.deploy(stack);
    await this.#services.tables.createAll(this.#state.saved?.items ?? []);
  }

  /** Puts an object as an outside caller would, now or at a later simulated time. */
  putObject(bucket: string, key: string, bytes: ObjectBytes, options: { readonly atMs?: number } = {}): void {
    const put = (): void => {
      const body = typeof bytes === "function" ? bytes() : bytes;
      this.#services.buckets.put(bucket, key, body, {}, "PutObject");
    };
    if (options.atMs === undefined) put();
    else this.#agenda.at(options.atMs, `put ${bucket}/${key}`, put);
  }

  /** An object that was there before the deployment: it raises no event. */
  seedObject(bucket: string, key: string, bytes: Uint8Array, options: { readonly lastModifiedMs: number }): void {
    this.#services.buckets.seed(bucket, key, bytes, options.lastModifiedMs);
  }

  deleteObject(bucket: string, key: string): void {
    this.#services.buckets.delete(bucket, key, "DeleteObject");
  }

  /** Puts a secret where functions read it; it is gone with this process. */
  putSecret(arn: string, text: string): void {
    this.#services.secrets.put(arn, text);
  }

  /** Somebody follows the link in the mails that ask to confirm. Does nothing for subscriptions that SNS has forgotten. */
  confirmSubscriptions(email: string): void {
    this.#services.topics.confirm(email);
  }

  /** Puts work of the caller's own on the agenda. */
  at(timeMs: number, label: string, work: () => void | Promise<void>): () => void {
    return this.#agenda.at(timeMs, label, work);
  }

  /**
   * Lets simulated time pass, with everything that happens meanwhile.
   *
   * @throws AgendaError or PlumblineError when the embedded cloud itself fails; failures of functions don't throw
   */
  async runUntil(timeMs: number): Promise<void> {
    await this.#agenda.runUntil(timeMs);
    const failure = this.#endpoint.failure();
    if (failure !== undefined) {
      throw new PlumblineError("SERVICE_FAILURE", `a service failed: ${messageOf(failure)}`, { cause: failure });
    }
  }

  nowMs(): number {
    return this.#agenda.nowMs();
  }

  /** Invokes a function and waits for its answer. @param payload a JSON value */
  async invoke(functionName: string, payload: unknown): Promise<Outcome> {
    return this.#services.functions.invoke(functionName, JSON.stringify(payload));
  }

  /**
   * Invokes a function for somebody who waits for its answer, such as a dashboard.
   *
   * @throws PlumblineError `FUNCTION_FAILED` with the function's own error
   */
  async ask(nameOrArn: string, event: unknown): Promise<unknown> {
    const outcome = await this.invoke(nameOrArn, event);
    if (outcome.ok) return JSON.parse(outcome.payload) as unknown;
    throw new PlumblineError("FUNCTION_FAILED", `${outcome.errorType}: ${outcome.errorMessage}`);
  }

  /** For SDK clients of the caller's own; any credentials will do. */
  get endpointUrl(): string {
    return this.#endpointUrl;
  }

  /** Stack outputs by `<stack>.<output>`. */
  get outputs(): ReadonlyMap<string, string> {
    return this.#deployment.outputs();
  }

  get refusedDeliveries(): readonly RefusedDelivery[] {
    return this.#services.refusals.list();
  }

  /** Calls of functions that their roles don't allow. */
  get deniedCalls(): readonly DeniedCall[] {
    return this.#services.guard.denied();
  }

  /** What the templates' policies allow, and whether anything has made use of it so far. */
  get grants(): readonly GrantUse[] {
    return this.#services.grants.uses();
  }

  /** What AWS would bill by the request, since the start. */
  get requestCounts(): readonly RequestCount[] {
    return this.#services.log.counts();
  }

  get failedInvocations(): readonly FailedInvocation[] {
    return this.#services.functions.failures();
  }

  /** State machines and pipelines that functions have started. */
  get startedExecutions(): readonly StartedExecution[] {
    return this.#services.executions.list();
  }

  get functionNames(): readonly string[] {
    return this.#services.functions.names();
  }

  get cloudWatch(): CloudWatchView {
    return this.#services.cloudWatch.view;
  }

  view(): CloudView {
    const { buckets, queues, topics } = this.#services;
    return {
      nowMs: () => this.#agenda.nowMs(),
      mailbox: () => topics.mailbox(),
      queues: () => queues.depths(),
      objects: (bucket, prefix) => buckets.view(bucket, prefix),
      readObject: (bucket, key) => buckets.read(bucket, key),
      buckets: () => buckets.names(),
    };
  }

  /** Ends all functions, closes the endpoint and writes what the next start needs. */
  async close(): Promise<void> {
    const { functions, buckets, tables, cloudWatch } = this.#services;
    await functions.close();
    await this.#endpoint.close();
    buckets.save();
    this.#state.save({ nowMs: this.#agenda.nowMs(), cloudWatch: cloudWatch.save(), items: await tables.save() });
  }
}
