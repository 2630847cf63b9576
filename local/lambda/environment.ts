import { Worker } from "node:worker_threads";
import { messageOf } from "../../src/contracts/errors.js";
import type { WorkerCall, WorkerReply, WorkerSetup } from "./worker.js";

/** How an invocation ended. */
export type Outcome =
  | { readonly ok: true; readonly payload: string; readonly durationMs: number }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string; readonly durationMs: number };

export interface EnvironmentOptions {
  /** JavaScript that the worker thread runs. */
  readonly source: string;
  readonly setup: WorkerSetup;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * One execution environment: a worker thread that serves one invocation at a time and stays warm between them. After a
 * timeout, a crash or an exit it is dead, and the next invocation needs another one.
 */
export class Environment {
  readonly #worker: Worker;
  readonly #setup: WorkerSetup;
  #finish: ((outcome: WorkerReply | { readonly died: string }) => void) | undefined;
  #dead = false;

  constructor({ source, setup, variables }: EnvironmentOptions) {
    this.#setup = setup;
    this.#worker = new Worker(source, {
      eval: true,
      workerData: setup,
      env: { ...variables },
      resourceLimits: { maxOldGenerationSizeMb: setup.memoryMb },
      // The options of the parent process (loaders, inspectors) are none of the function's business.
      execArgv: [],
    });
    this.#worker.on("message", (reply: WorkerReply) => {
      this.#finish?.(reply);
    });
    this.#worker.on("error", (error) => {
      this.#die(`Error: ${messageOf(error)}`);
    });
    this.#worker.on("exit", (code) => {
      this.#die(`Error: Runtime exited with error: exit status ${code}`);
    });
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** The timeout is in wall time: a hanging function is ended, however still the simulated clock stands. */
  async invoke(call: WorkerCall): Promise<Outcome> {
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const end = await new Promise<WorkerReply | { readonly died: string }>((resolve) => {
      this.#finish = resolve;
      timer = setTimeout(() => {
        this.kill(`Error: Task timed out after ${(call.timeoutMs / 1000).toFixed(2)} seconds`);
      }, call.timeoutMs);
      this.#worker.postMessage(call);
    });
    clearTimeout(timer);
    this.#finish = undefined;
    const durationMs = performance.now() - started;
    if ("result" in end) return { ok: true, payload: end.result, durationMs };
    if ("died" in end) return { ok: false, errorType: "Runtime.ExitError", errorMessage: end.died, durationMs };
    return { ok: false, errorType: end.errorType, errorMessage: end.errorMessage, durationMs };
  }

  /** Ends the thread in the middle of whatever it does; a running invocation fails with the reason. */
  kill(reason: string): void {
    this.#die(reason);
    void this.#worker.terminate();
  }

  async close(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
  }

  #die(reason: string): void {
    this.#dead = true;
    this.#finish?.({ died: `RequestId of ${this.#setup.functionName} ${reason}` });
  }
}
