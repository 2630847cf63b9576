import type { Json } from "./assembly-builder.js";

export const att = (id: string, name = "Arn"): Json => ({ "Fn::GetAtt": [id, name] });
export const ref = (id: string): Json => ({ Ref: id });
export const resource = (Type: string, Properties: Json): Json => ({ Type, Properties });

/** A statement that allows actions on resources. */
export function allow(Action: string | readonly string[], Resource: unknown, rest: Json = {}): Json {
  return { Effect: "Allow", Action, Resource, ...rest };
}

/** What every function's role holds, so that Lambda can write its log. */
const LOGS = allow(["logs:CreateLogStream", "logs:PutLogEvents"], "*");

/** A role that a service may assume, with permissions of its own; a function's may log as well. */
export function roleOf(service: string, statements: readonly Json[]): Json {
  const logs = service === "lambda.amazonaws.com" ? [LOGS] : [];
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }] };
  return resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: "own", PolicyDocument: { Statement: [...statements, ...logs] } }],
  });
}

/** A function that runs the bundle of a handler; its name is the handler's. */
export function functionOf(handler: string, role: string, properties: Json = {}): Json {
  return resource("AWS::Lambda::Function", {
    FunctionName: handler,
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}-${AWS::Region}" }, S3Key: `${handler}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    MemorySize: 512,
    Timeout: 30,
    Role: att(role),
    ...properties,
  });
}

/** Lets a service send to a queue, from one source. */
export function queuePolicy(queue: string, service: string, source: string): Json {
  const condition = { Condition: { ArnEquals: { "aws:SourceArn": att(source) } } };
  const statement = allow("sqs:SendMessage", att(queue), { Principal: { Service: service }, ...condition });
  return resource("AWS::SQS::QueuePolicy", { Queues: [ref(queue)], PolicyDocument: { Statement: [statement] } });
}
