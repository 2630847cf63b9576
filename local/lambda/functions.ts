import type { Simulation } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import type { RecordMetric } from "../metrics.js";
import type { Environment, Outcome } from "./environment.js";
import { LambdaFunction, type FunctionDefinition, type FunctionHost } from "./function.js";
import type { WaitingTimes } from "./waiting-times.js";

/** An invocation that failed, for tests and for the page's log. */
export interface FailedInvocation {
  readonly timeMs: number;
  readonly functionName: string;
  readonly requestId: string;
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What becomes of an asynchronous invocation that failed for good. */
export type AsyncFailure = (definition: FunctionDefinition, payload: string, error: FailedInvocation) => void;

export interface AsyncSettings {
  readonly maxRetries: number;
  readonly maxEventAgeMs: number;
}

/** How an invocation ended, and after how long. */
export interface Run {
  readonly outcome: Outcome;
  /** Milliseconds of simulated time: what its calls have waited for their answers. */
  readonly tookMs: number;
  readonly failure: FailedInvocation | undefined;
}

interface AsyncEvent {
  readonly definition: FunctionDefinition;
  readonly payload: string;
  readonly acceptedMs: number;
}

const DEFAULT_ASYNC: AsyncSettings = { maxRetries: 2, maxEventAgeMs: 6 * 3_600_000 };
/** AWS waits a minute before the first retry and two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000];

/** All functions of the account: synchronous and asynchronous invocations with their retries and metrics. */
export class Functions {
  readonly #simulation: Simulation;
  readonly #host: FunctionHost;
  readonly #record: RecordMetric;
  readonly #waits: WaitingTimes;
  readonly #onAsyncFailure: AsyncFailure;
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #asyncSettings = new Map<string, AsyncSettings>();
  readonly #failures: FailedInvocation[] = [];
  #sequence = 0;

  constructor(
    simulation: Simulation,
    host: FunctionHost,
    record: RecordMetric,
    waits: WaitingTimes,
    onAsyncFailure: AsyncFailure,
  ) {
    this.#simulation = simulation;
    this.#host = host;
    this.#record = record;
    this.#waits = waits;
    this.#onAsyncFailure = onAsyncFailure;
  }

  create(definition: FunctionDefinition): void {
    this.#functions.set(definition.name, new LambdaFunction(definition, this.#host));
  }

  configureAsync(name: string, settings: Partial<AsyncSettings>): void {
    this.#asyncSettings.set(name, { ...DEFAULT_ASYNC, ...settings });
  }

  /** @param nameOrArn name, ARN, or ARN with the qualifier $LATEST */
  find(nameOrArn: string): LambdaFunction | undefined {
    const name = /^arn:aws:lambda:[^:]+:\d+:function:([^:]+)(:\$LATEST)?$/.exec(nameOrArn)?.[1] ?? nameOrArn;
    return this.#functions.get(name);
  }

  names(): readonly string[] {
    return [...this.#functions.keys()];
  }

  failures(): readonly FailedInvocation[] {
    return this.#failures;
  }

  /** @throws ServiceFault ResourceNotFoundException */
  async invoke(nameOrArn: string, payload: string): Promise<Outcome> {
    const { outcome } = await this.run(nameOrArn, payload);
    return outcome;
  }

  /** Like `invoke`, for a caller that is occupied as long as the run takes. */
  async run(nameOrArn: string, payload: string): Promise<Run> {
    return this.#invoke(this.#known(nameOrArn), payload);
  }

  /**
   * Puts an invocation on the agenda; it is repeated after a failure, then goes to the function's failure target.
   *
   * @param copies how many invocations run at the same time
   */
  invokeAsync(nameOrArn: string, payload: string, copies = 1): void {
    const { definition } = this.#known(nameOrArn);
    const acceptedMs = this.#simulation.nowMs();
    this.#simulation.at(acceptedMs, `invoke ${definition.name}`, async () => {
      const event = { definition, payload, acceptedMs };
      await Promise.all(Array.from({ length: copies }, () => this.#attempt(event, 0)));
    });
  }

  /** The function whose environments sign with an access key id; undefined for callers from outside. */
  ofCaller(caller: string): FunctionDefinition | undefined {
    return this.#functions.get(caller.slice(0, caller.lastIndexOf(".")))?.definition;
  }

  /** The environment whose running invocation signs with an access key id. */
  runningAs(
    caller: string,
  ): { readonly environment: Environment; readonly requestId: string; readonly functionName: string } | undefined {
    const found = this.#functions.get(caller.slice(0, caller.lastIndexOf(".")));
    const running = found?.runningAs(caller);
    return running && found && { ...running, functionName: found.definition.name };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#functions.values()].map((deployed) => deployed.close()));
  }

  async #attempt(event: AsyncEvent, attempt: number): Promise<void> {
    const { definition, payload, acceptedMs } = event;
    const { failure } = await this.#invoke(this.#known(definition.name), payload);
    if (failure === undefined) return;
    const { maxRetries, maxEventAgeMs } = this.#asyncSettings.get(definition.name) ?? DEFAULT_ASYNC;
    const retryMs = this.#simulation.nowMs() + RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)]!;
    if (attempt < maxRetries && retryMs - acceptedMs <= maxEventAgeMs) {
      this.#simulation.at(retryMs, `invoke ${definition.name} again`, () => this.#attempt(event, attempt + 1));
    } else {
      this.#onAsyncFailure(definition, payload, failure);
    }
  }

  async #invoke(deployed: LambdaFunction, payload: string): Promise<Run> {
    const { name, timeoutMs } = deployed.definition;
    const timeMs = this.#simulation.nowMs();
    const requestId = `00000000-0000-4000-a000-${(this.#sequence++).toString(16).padStart(12, "0")}`;
    const outcome = await deployed.invoke({ requestId, payload, simulatedMs: timeMs });
    const tookMs = this.#waits.take(requestId);
    if (tookMs > timeoutMs) {
      throw new UnsupportedError(`answers that let ${name} wait for longer than its timeout`, `${tookMs} ms`);
    }
    this.#meter(name, timeMs, outcome, tookMs);
    if (outcome.ok) return { outcome, tookMs, failure: undefined };
    const { errorType, errorMessage } = outcome;
    const failure = { timeMs, functionName: name, requestId, errorType, errorMessage };
    this.#failures.push(failure);
    return { outcome, tookMs, failure };
  }

  /** CloudWatch hears of a run when it has ended, as of the time at which it began. */
  #meter(name: string, timeMs: number, outcome: Outcome, tookMs: number): void {
    const record = (metric: string, value: number, unit: string): void => {
      this.#record("AWS/Lambda", metric, { FunctionName: name }, value, timeMs, unit);
    };
    const meter = (): void => {
      record("Invocations", 1, "Count");
      record("Errors", outcome.ok ? 0 : 1, "Count");
      record("Throttles", 0, "Count");
      record("Duration", Math.max(outcome.durationMs, tookMs), "Milliseconds");
    };
    if (tookMs === 0) meter();
    else this.#simulation.at(timeMs + tookMs, `end ${name}`, meter);
  }

  #known(nameOrArn: string): LambdaFunction {
    const found = this.find(nameOrArn);
    if (found !== undefined) return found;
    throw new ServiceFault("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
  }
}
