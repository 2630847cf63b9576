import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";

type Json = Readonly<Record<string, unknown>>;

/** One operation of a JSON service: the request's members in, the answer's members out. */
export type JsonOperation = (request: Json) => Json | Promise<Json>;

/** A service of the AWS JSON protocols: the operation in `X-Amz-Target`, unknown ones refused by name. */
export function jsonService(name: string, operations: Readonly<Record<string, JsonOperation>>): WireService {
  return {
    name,
    handle: async (request) => {
      try {
        const operation = targetOperation(request);
        const perform = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
        if (perform === undefined) throw new UnsupportedError(`the operation ${operation}`, name);
        return json(200, await perform(parse(request.body)));
      } catch (error) {
        if (error instanceof ServiceFault) return jsonFault(error);
        if (error instanceof UnsupportedError) {
          return jsonFault(new ServiceFault("UnknownOperationException", error.message));
        }
        throw error;
      }
    },
  };
}

/** The operation that a JSON request names, e.g. `SendMessage`. */
export function targetOperation({ headers }: Pick<WireRequest, "headers">): string {
  return (headers["x-amz-target"] ?? "").split(".")[1] ?? "";
}

function json(status: number, body: Json): WireResponse {
  return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body: JSON.stringify(body) };
}

export function jsonFault({ fault, status, message }: ServiceFault): WireResponse {
  const { headers, body } = json(status, { __type: fault, message });
  return { status, headers: { ...headers, "x-amzn-errortype": fault }, body: body ?? "" };
}

function parse(body: Uint8Array): Json {
  try {
    return body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString("utf8")) as Json);
  } catch {
    throw new ServiceFault("SerializationException", "the request's body is no JSON");
  }
}
