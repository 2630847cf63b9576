import type { WireResponse } from "./contracts.js";
import type { AnswerGate, SignedRequest } from "./endpoint/endpoint.js";
import type { Faults } from "./faults.js";
import type { Functions } from "./lambda/functions.js";
import { operationOf } from "./operation.js";

/** Operations that leave something behind, by service. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  s3: ["PutObject", "CopyObject", "DeleteObject", "DeleteObjects"],
  dynamodb: ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
  sqs: ["SendMessage", "SendMessageBatch", "DeleteMessage", "DeleteMessageBatch", "ChangeMessageVisibility"],
  sns: ["Publish"],
  events: ["PutEvents"],
  monitoring: ["PutMetricData"],
};

/** Ends functions right after the writes that the faults choose: done, but unknown to the function. */
export function crashGate({ crashAfterWrite }: Faults, functions: () => Functions): AnswerGate {
  if (crashAfterWrite === undefined) return () => true;
  const ofInvocation = new Map<string, number>();
  const ofFunction = new Map<string, number>();
  return (request, response) => {
    const operation = writeOperation(request, response);
    const running = functions().runningAs(request.caller);
    if (operation === undefined || running === undefined) return true;
    const { environment, requestId, functionName } = running;
    const write = {
      functionName,
      requestId,
      service: request.service,
      operation,
      writeOfInvocation: increment(ofInvocation, requestId),
      writeOfFunction: increment(ofFunction, functionName),
    };
    if (!crashAfterWrite(write)) return true;
    environment.kill(`Error: Runtime exited after ${request.service} ${operation} (crash on purpose)`);
    return false;
  };
}

function writeOperation(request: SignedRequest, response: WireResponse): string | undefined {
  if (response.status >= 300) return undefined;
  const operation = operationOf(request);
  return WRITES[request.service]?.includes(operation) === true ? operation : undefined;
}

function increment(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
