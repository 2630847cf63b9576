import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { jsonFault } from "../endpoint/json-service.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import type { Functions } from "./functions.js";

/** Lambda as the SDK meets it: Invoke. */
export function lambdaService(functions: Functions): WireService {
  return {
    name: "lambda",
    handle: async (request) => {
      try {
        return await invoke(functions, request);
      } catch (error) {
        if (error instanceof ServiceFault) return jsonFault(error);
        if (error instanceof UnsupportedError)
          return jsonFault(new ServiceFault("UnsupportedOperation", error.message));
        throw error;
      }
    },
  };
}

async function invoke(functions: Functions, { method, url, headers, body }: WireRequest): Promise<WireResponse> {
  const name = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(url)?.[1];
  if (method !== "POST" || name === undefined) throw new UnsupportedError(`${method} ${url}`, "lambda");
  const payload = body.length === 0 ? "null" : Buffer.from(body).toString("utf8");
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  const found = decodeURIComponent(name);
  if (type === "Event") {
    functions.invokeAsync(found, payload);
    return { status: 202 };
  }
  if (type !== "RequestResponse") throw new UnsupportedError(`the invocation type ${type}`, "lambda Invoke");
  const outcome = await functions.invoke(found, payload);
  if (outcome.ok) return { status: 200, headers: { "content-type": "application/json" }, body: outcome.payload };
  const { errorType, errorMessage } = outcome;
  return {
    status: 200,
    headers: { "content-type": "application/json", "x-amz-function-error": "Unhandled" },
    body: JSON.stringify({ errorType, errorMessage }),
  };
}
