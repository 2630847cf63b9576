import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { jsonFault } from "../endpoint/json-service.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import { describeFunctions } from "./describe-functions.js";
import type { Functions } from "./functions.js";

/** What of an event source can be asked and changed. */
interface EventSource {
  readonly isEnabled: boolean;
  setEnabled(enabled: boolean): void;
}

/** Lambda as the SDK meets it: Invoke, and turning event sources on and off. @param mappings by their UUIDs */
export function lambdaService(functions: Functions, mappings: ReadonlyMap<string, EventSource>): WireService {
  return {
    name: "lambda",
    handle: async (request) => {
      try {
        return (
          updateMapping(mappings, request) ??
          describeFunctions(functions, request) ??
          (await invoke(functions, request))
        );
      } catch (error) {
        if (error instanceof ServiceFault) return jsonFault(error);
        if (error instanceof UnsupportedError)
          return jsonFault(new ServiceFault("UnsupportedOperation", error.message));
        throw error;
      }
    },
  };
}

/** UpdateEventSourceMapping, of Enabled alone; undefined for another call. */
function updateMapping(
  mappings: ReadonlyMap<string, EventSource>,
  { method, url, body }: WireRequest,
): WireResponse | undefined {
  const uuid = /^\/2015-03-31\/event-source-mappings\/([^/?]+)$/.exec(url)?.[1];
  if (uuid === undefined) return undefined;
  if (method !== "PUT") throw new UnsupportedError(`${method} ${url}`, "lambda");
  const { Enabled: enabled, ...others } = JSON.parse(Buffer.from(body).toString("utf8")) as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new UnsupportedError(`the parameter ${other}`, "lambda UpdateEventSourceMapping");
  const mapping = mappings.get(uuid);
  if (mapping === undefined) {
    throw new ServiceFault("ResourceNotFoundException", `The event source mapping ${uuid} does not exist`, 404);
  }
  if (typeof enabled === "boolean") mapping.setEnabled(enabled);
  const state = mapping.isEnabled ? "Enabling" : "Disabling";
  return {
    status: 202,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ UUID: uuid, State: state }),
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
