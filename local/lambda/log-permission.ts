import { arnOf, type Account } from "../account.js";
import type { Roles } from "../iam/roles.js";
import type { Refusals } from "../refusals.js";
import type { FunctionDefinition } from "./function.js";

/** What a function's role needs before Lambda writes its log. */
const ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** Asks a function's role for its log, once. AWS would lose the log without a word; here it is kept in any case. */
export function logPermission(account: Account, roles: Roles, refusals: Refusals): (of: FunctionDefinition) => void {
  const asked = new Set<string>();
  return ({ name, arn, roleArn, logGroup }) => {
    if (asked.has(name)) return;
    asked.add(name);
    const stream = arnOf(account, "logs", `log-group:${logGroup}:log-stream:local`);
    const reason = ACTIONS.map((action) => roles.refusal(roleArn, action, stream)).find((found) => found !== undefined);
    if (reason !== undefined) refusals.add(arn, stream, reason);
  };
}
