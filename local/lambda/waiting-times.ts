import type { SignedRequest } from "../endpoint/endpoint.js";
import { operationOf } from "../operation.js";

/** A call that a function makes. */
export interface FunctionCall {
  readonly functionName: string;
  /** Signing name of the service, e.g. `s3`. */
  readonly service: string;
  readonly operation: string;
}

/** A run of a function. */
interface Running {
  readonly functionName: string;
  readonly requestId: string;
}

/** How long an answer lets its function wait, milliseconds of simulated time. */
export type Latency = (call: FunctionCall) => number;

/** How long runs have waited for answers: where calls have a latency, that is how long a run takes. */
export class WaitingTimes {
  readonly #latency: Latency;
  readonly #byRequest = new Map<string, number>();

  constructor(latency: Latency) {
    this.#latency = latency;
  }

  /** @param run the invocation that makes the call */
  add(request: SignedRequest, { functionName, requestId }: Running): void {
    const waitedMs = this.#latency({ functionName, service: request.service, operation: operationOf(request) });
    if (waitedMs > 0) this.#byRequest.set(requestId, (this.#byRequest.get(requestId) ?? 0) + waitedMs);
  }

  /** What a run has waited, milliseconds; forgets it. */
  take(requestId: string): number {
    const waitedMs = this.#byRequest.get(requestId) ?? 0;
    this.#byRequest.delete(requestId);
    return waitedMs;
  }
}
