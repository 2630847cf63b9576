import { describe, expect, it } from "vitest";
import { contextOf } from "../../../local/iam/context.js";
import { decide, type AccessRequest } from "../../../local/iam/evaluate.js";
import { parsePolicy } from "../../../local/iam/policy.js";

const queue = "arn:aws:sqs:us-east-1:000000000000:captures";
const rule = "arn:aws:events:us-east-1:000000000000:rule/churn";
const role = "arn:aws:iam::000000000000:role/analysis";
const delivery: AccessRequest = {
  action: "sqs:SendMessage",
  resource: queue,
  caller: { service: "events.amazonaws.com" },
  context: contextOf({ "aws:SourceArn": rule, "aws:SourceAccount": "000000000000" }),
};
const call = (
  action: string,
  resource: string,
  context: Readonly<Record<string, string | readonly string[]>> = {},
) => ({
  action,
  resource,
  caller: { roleArn: role },
  context: contextOf(context),
});

const statement = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queue,
};
const denyInsecure = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

type Statement = Readonly<Record<string, unknown>>;

const resourcePolicy = (...Statement: readonly Statement[]) => parsePolicy({ Statement }, "resource", "test");
const identityPolicy = (...Statement: readonly Statement[]) => parsePolicy({ Statement }, "identity", "test");

describe("a resource's policy", () => {
  it.each<{ why: string; statements: readonly Statement[]; allowed: boolean }>([
    { why: "allows what a statement names", statements: [statement], allowed: true },
    { why: "allows nothing without a statement", statements: [], allowed: false },
    { why: "allows nothing when it only denies plain HTTP", statements: [denyInsecure], allowed: false },
    { why: "allows beside a denial that doesn't apply", statements: [denyInsecure, statement], allowed: true },
    {
      why: "denies even what another statement allows",
      statements: [statement, { ...statement, Effect: "Deny" }],
      allowed: false,
    },
    {
      why: "doesn't allow another principal",
      statements: [{ ...statement, Principal: { Service: ["sns.amazonaws.com"] } }],
      allowed: false,
    },
    { why: "allows everyone", statements: [{ ...statement, Principal: { AWS: "*" } }], allowed: true },
    { why: "compares actions without case", statements: [{ ...statement, Action: "SQS:sendmessage" }], allowed: true },
    {
      why: "knows wildcards",
      statements: [{ ...statement, Action: ["sqs:Send*"], Resource: "arn:*:cap?ures" }],
      allowed: true,
    },
    {
      why: "compares resources with case",
      statements: [{ ...statement, Resource: queue.toUpperCase() }],
      allowed: false,
    },
    {
      why: "asks for the source",
      statements: [{ ...statement, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/other" } } }],
      allowed: false,
    },
    {
      why: "takes one of several expected values, and keys without case",
      statements: [
        { ...statement, Condition: { ArnEquals: { "AWS:SourceArn": ["arn:x", rule.replace("us-east-1", "*")] } } },
      ],
      allowed: true,
    },
    {
      why: "compares ARNs part by part: no wildcard reaches over a colon",
      statements: [{ ...statement, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:rule/churn" } } }],
      allowed: false,
    },
    {
      why: "wants all its conditions",
      statements: [
        {
          ...statement,
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000", "events:source": "aws.s3" } },
        },
      ],
      allowed: false,
    },
  ])("$why", ({ statements, allowed }) => {
    expect(decide({ identity: [], resource: [resourcePolicy(...statements)] }, delivery).allowed).toBe(allowed);
  });
});

describe("a role's policy", () => {
  const object = "arn:aws:s3:::store/profiles/churn/1";
  const put = { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::store/profiles/churn/*" };
  const list = {
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: "arn:aws:s3:::store",
    Condition: { StringLike: { "s3:prefix": ["profiles/churn/*", "inventory/churn/*"] } },
  };
  const items = {
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:Query"],
    Resource: "arn:aws:dynamodb:us-east-1:000000000000:table/state",
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MONITOR#churn#*"] } },
  };
  const metrics = {
    Effect: "Allow",
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": "Plumbline" } },
  };

  it.each([
    { why: "an object below the prefix", grants: [put], asked: call("s3:PutObject", object), allowed: true },
    {
      why: "no object of a monitor whose name begins alike",
      grants: [put],
      asked: call("s3:PutObject", "arn:aws:s3:::store/profiles/churn-2/1"),
      allowed: false,
    },
    { why: "no other action", grants: [put], asked: call("s3:GetObject", object), allowed: false },
    {
      why: "a listing below one of two prefixes",
      grants: [list],
      asked: call("s3:ListBucket", "arn:aws:s3:::store", { "s3:prefix": "inventory/churn/2026" }),
      allowed: true,
    },
    {
      why: "no listing of the whole bucket",
      grants: [list],
      asked: call("s3:ListBucket", "arn:aws:s3:::store"),
      allowed: false,
    },
    {
      why: "the monitor's own items",
      grants: [items],
      asked: call("dynamodb:Query", items.Resource, { "dynamodb:LeadingKeys": ["MONITOR#churn#LEASE"] }),
      allowed: true,
    },
    {
      why: "no items of another monitor, also not beside its own",
      grants: [items],
      asked: call("dynamodb:GetItem", items.Resource, {
        "dynamodb:LeadingKeys": ["MONITOR#churn#LEASE", "MONITOR#fraud#LEASE"],
      }),
      allowed: false,
    },
    {
      why: "a call without leading keys, which is how AWS reads ForAllValues",
      grants: [items],
      asked: call("dynamodb:Query", items.Resource),
      allowed: true,
    },
    {
      why: "metrics of the namespace",
      grants: [metrics],
      asked: call("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "Plumbline" }),
      allowed: true,
    },
    {
      why: "no metrics of another namespace",
      grants: [metrics],
      asked: call("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "Custom" }),
      allowed: false,
    },
    {
      why: "nothing that another of its statements denies",
      grants: [put, { ...put, Effect: "Deny", Resource: "*" }],
      asked: call("s3:PutObject", object),
      allowed: false,
    },
  ])("allows $why", ({ grants, asked, allowed }) => {
    expect(decide({ identity: [identityPolicy(...grants)], resource: [] }, asked).allowed).toBe(allowed);
  });

  const bucketDenial = { ...denyInsecure, Action: "s3:*" };
  it.each([
    { why: "the bucket's policy denies plain HTTP only", denial: bucketDenial, by: true },
    {
      why: "the bucket's policy denies old TLS only",
      denial: { ...bucketDenial, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      by: true,
    },
    { why: "the bucket's policy denies it to all", denial: { ...bucketDenial, Condition: {} }, by: "resource" },
  ])("is asked together with the bucket's: $why", ({ denial, by }) => {
    const policies = { identity: [identityPolicy(put)], resource: [resourcePolicy(denial)] };
    const decision = decide(policies, call("s3:PutObject", object));
    expect(decision.allowed ? true : decision.by).toBe(by);
  });
});

describe("a policy that isn't evaluated in full", () => {
  it.each([
    { what: "NotAction", change: { Action: undefined, NotAction: "sqs:DeleteQueue" } },
    { what: "NotResource", change: { NotResource: "*" } },
    { what: "NotPrincipal", change: { NotPrincipal: "*" } },
    { what: "the principal type Federated", change: { Principal: { Federated: "accounts.google.com" } } },
    { what: 'the principal "arn:aws:iam::1:root"', change: { Principal: { AWS: "arn:aws:iam::1:root" } } },
    {
      what: "the condition operator IpAddress",
      change: { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
    },
    {
      what: "the condition operator StringNotEquals",
      change: { Condition: { StringNotEquals: { "aws:SourceAccount": "1" } } },
    },
    {
      what: "the condition operator ForAnyValue:StringLike",
      change: { Condition: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": "x" } } },
    },
    {
      what: "the condition key aws:PrincipalOrgID",
      change: { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    },
    { what: "the policy variable", change: { Resource: "arn:aws:s3:::home/${aws:username}/*" } },
  ])("is refused at deployment, by name: $what", ({ what, change }) => {
    expect(() => resourcePolicy({ ...statement, ...change })).toThrow(
      `does not know ${what.startsWith("Not") ? `the statement element ${what}` : what}`,
    );
  });

  it.each([
    {
      why: "an identity policy with a principal",
      parse: () => identityPolicy(statement),
      problem: "expects no Principal",
    },
    {
      why: "a resource policy without one",
      parse: () => resourcePolicy({ ...statement, Principal: undefined }),
      problem: "expects a Principal",
    },
    {
      why: "an unknown effect",
      parse: () => resourcePolicy({ ...statement, Effect: "Permit" }),
      problem: "Allow or Deny",
    },
    {
      why: "a statement without an action",
      parse: () => resourcePolicy({ ...statement, Action: undefined }),
      problem: "Action is required",
    },
    {
      why: "an older version of the language",
      parse: () => parsePolicy({ Version: "2008-10-17", Statement: [] }, "identity", "test"),
      problem: "the policy version 2008-10-17",
    },
  ])("as AWS would refuse it: $why", ({ parse, problem }) => {
    expect(parse).toThrow(problem);
  });
});
