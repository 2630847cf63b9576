import { operationOf } from "./operation.js";
import type { RequestMeter } from "./endpoint/endpoint.js";

/** How often one caller has asked for one operation. */
export interface RequestCount {
  /** A function's name, a service principal, or `outside`. */
  readonly caller: string;
  /** Signing name of the service that was asked, e.g. `s3`. */
  readonly service: string;
  readonly operation: string;
  readonly count: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** DynamoDB's read or write units; 0 elsewhere. */
  readonly units: number;
}

type Counter = { -readonly [Name in keyof RequestCount]: RequestCount[Name] };

/** What AWS would bill by the request: the calls of functions, and those that services make on their behalf. */
export class RequestLog {
  readonly #nameOf: (caller: string) => string | undefined;
  readonly #counters = new Map<string, Counter>();

  /** @param nameOf the function that signs with an access key id */
  constructor(nameOf: (caller: string) => string | undefined) {
    this.#nameOf = nameOf;
  }

  readonly meter: RequestMeter = (request, response) => {
    const caller = this.#nameOf(request.caller) ?? "outside";
    const counter = this.#counter(caller, request.service, operationOf(request));
    counter.count++;
    counter.requestBytes += request.body.length;
    counter.responseBytes += response.body?.length ?? 0;
    if (request.service === "dynamodb") counter.units += unitsOf(response.body);
  };

  /** Notes calls that don't come over the wire. */
  note(caller: string, service: string, operation: string, count = 1): void {
    this.#counter(caller, service, operation).count += count;
  }

  counts(): readonly RequestCount[] {
    return [...this.#counters.values()].map((counter) => ({ ...counter }));
  }

  #counter(caller: string, service: string, operation: string): Counter {
    const key = `${caller} ${service} ${operation}`;
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const counter = { caller, service, operation, count: 0, requestBytes: 0, responseBytes: 0, units: 0 };
    this.#counters.set(key, counter);
    return counter;
  }
}

/** As DynamoDB says; a write whose condition fails says nothing and takes a unit. */
function unitsOf(body: Uint8Array | string | undefined): number {
  const said = /"CapacityUnits":([\d.]+)/.exec(String(body ?? ""));
  return said === null ? 1 : Number(said[1]);
}
