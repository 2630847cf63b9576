import { arnOf, type Account } from "../../account.js";
import { contextOf } from "../context.js";
import { membersOf, type AccessOf } from "./access.js";

/** Step Functions and SageMaker, of which only starts are known. */
export const statesAccess: AccessOf = (request, operation) => [
  { action: `states:${operation}`, resource: String(membersOf(request)["stateMachineArn"]), context: contextOf({}) },
];

export function sagemakerAccess(account: Account): AccessOf {
  return (request, operation) => {
    const resource = arnOf(account, "sagemaker", `pipeline/${String(membersOf(request)["PipelineName"])}`);
    return [{ action: `sagemaker:${operation}`, resource, context: contextOf({}) }];
  };
}
