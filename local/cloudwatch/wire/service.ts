import type { WireRequest, WireResponse, WireService } from "../../contracts.js";
import { CloudWatchFault, type CloudWatchFaultCode } from "../errors.js";
import { fieldsOf, type Fields } from "../fields.js";

/** One operation: the parsed request in, the answer's members out. */
export type Operation = (request: Fields) => Readonly<Record<string, unknown>>;

const TARGET_PREFIX = "GraniteServiceVersion20100801.";

/** The error shapes of the JSON protocol, by which the SDK makes its exceptions. */
const SHAPES: Readonly<Record<CloudWatchFaultCode, string>> = {
  InvalidParameterValue: "InvalidParameterValueException",
  InvalidParameterCombination: "InvalidParameterCombinationException",
  MissingParameter: "MissingRequiredParameterException",
  InvalidNextToken: "InvalidNextToken",
  UnknownOperation: "UnknownOperationException",
  Unsupported: "InvalidParameterValueException",
};

/** CloudWatch as the SDK meets it: AWS JSON 1.0 with query-compatible errors. Other operations are refused by name. */
export function cloudWatchService(operations: Readonly<Record<string, Operation>>): WireService {
  return {
    name: "monitoring",
    handle: (request) => Promise.resolve(answer(request, operations)),
  };
}

function answer(request: WireRequest, operations: Readonly<Record<string, Operation>>): WireResponse {
  try {
    const name = operationName(request);
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      throw new CloudWatchFault("UnknownOperation", `the embedded CloudWatch does not know the operation ${name}`);
    }
    return json(200, operation(fieldsOf(parseBody(request.body), "")));
  } catch (error) {
    if (!(error instanceof CloudWatchFault)) throw error;
    const body = { __type: `com.amazonaws.cloudwatch.v2010_08_01#${SHAPES[error.fault]}`, message: error.message };
    return json(400, body, { "x-amzn-query-error": `${error.fault};Sender` });
  }
}

function operationName({ method, headers }: WireRequest): string {
  const target = headers["x-amz-target"] ?? "";
  if (method !== "POST" || !target.startsWith(TARGET_PREFIX)) {
    throw new CloudWatchFault(
      "UnknownOperation",
      `CloudWatch expects POST with an X-Amz-Target, got ${method} ${target}`,
    );
  }
  return target.slice(TARGET_PREFIX.length);
}

function parseBody(body: Uint8Array): unknown {
  try {
    return body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString("utf8")) as unknown);
  } catch {
    throw new CloudWatchFault("InvalidParameterValue", "the request's body is no JSON");
  }
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { "content-type": "application/x-amz-json-1.0", ...headers }, body: JSON.stringify(body) };
}
