import type { WireRequest, WireResponse } from "../contracts.js";
import { ServiceFault } from "../errors.js";
import type { Functions } from "./functions.js";

/** Concurrency of a young account is lower; of all others it is this. */
const ACCOUNT_CONCURRENCY = 1_000;

/** GetFunctionConfiguration and GetAccountSettings, as far as anybody asks; undefined for another call. */
export function describeFunctions(functions: Functions, { method, url }: WireRequest): WireResponse | undefined {
  if (method !== "GET") return undefined;
  if (/^\/2016-08-19\/account-settings\/?$/.test(url)) {
    const limit = { ConcurrentExecutions: ACCOUNT_CONCURRENCY, UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY };
    return json({ AccountLimit: limit });
  }
  const name = /^\/2015-03-31\/functions\/([^/?]+)\/configuration$/.exec(url)?.[1];
  if (name === undefined) return undefined;
  const found = functions.find(decodeURIComponent(name));
  if (found === undefined) throw new ServiceFault("ResourceNotFoundException", `Function not found: ${name}`, 404);
  const { name: FunctionName, arn, roleArn, memoryMb, timeoutMs, variables } = found.definition;
  return json({
    FunctionName,
    FunctionArn: arn,
    Role: roleArn,
    MemorySize: memoryMb,
    Timeout: timeoutMs / 1000,
    Environment: { Variables: variables },
  });
}

function json(body: object): WireResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
