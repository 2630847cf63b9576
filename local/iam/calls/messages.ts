import { arnOf, nameInArn, type Account } from "../../account.js";
import { contextOf } from "../context.js";
import { membersOf, type AccessOf } from "./access.js";

/** SQS: a batch takes the same permission as a single message. */
export function sqsAccess(account: Account): AccessOf {
  return (request, operation) => {
    const members = membersOf(request);
    const name = String(members["QueueUrl"] ?? members["QueueName"]);
    const action = `sqs:${operation.replace(/Batch$/, "")}`;
    return [{ action, resource: arnOf(account, "sqs", nameInArn(name)), context: contextOf({}) }];
  };
}

/** SNS, which writes its own name in capitals. */
export const snsAccess: AccessOf = ({ body }, operation) => {
  const form = new URLSearchParams(Buffer.from(body).toString("utf8"));
  const resource = form.get("TopicArn") ?? form.get("TargetArn") ?? "*";
  return [{ action: `SNS:${operation}`, resource, context: contextOf({}) }];
};

/** EventBridge: each entry of PutEvents for itself, as each names its source. */
export function eventsAccess(account: Account): AccessOf {
  return (request, operation) => {
    const entries = (membersOf(request)["Entries"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    return entries.map((entry) => ({
      action: `events:${operation}`,
      resource: arnOf(
        account,
        "events",
        `event-bus/${nameInArn(typeof entry["EventBusName"] === "string" ? entry["EventBusName"] : "default")}`,
      ),
      context: contextOf({ "events:source": String(entry["Source"]) }),
    }));
  };
}

/** CloudWatch: metrics have no ARN. */
export const cloudWatchAccess: AccessOf = (request, operation) => {
  const namespace = membersOf(request)["Namespace"];
  const context = contextOf({ "cloudwatch:namespace": typeof namespace === "string" ? namespace : undefined });
  return [{ action: `cloudwatch:${operation}`, resource: "*", context }];
};

/** Lambda: Invoke, whose action has a name of its own, and event source mappings. */
export function lambdaAccess(account: Account): AccessOf {
  return ({ url }, operation) => {
    const mapping = /\/event-source-mappings\/([^/?]+)/.exec(url)?.[1];
    if (mapping !== undefined) {
      const resource = arnOf(account, "lambda", `event-source-mapping:${mapping}`);
      return [{ action: `lambda:${operation}`, resource, context: contextOf({}) }];
    }
    const name = decodeURIComponent(/\/functions\/([^/?]+)\//.exec(url)?.[1] ?? "");
    const resource = arnOf(account, "lambda", `function:${name.replace(/^.*function:/, "").replace(/:\$LATEST$/, "")}`);
    return [{ action: "lambda:InvokeFunction", resource, context: contextOf({}) }];
  };
}
