import { describe, expect, it } from "vitest";
import { allows, type AccessRequest } from "../../../local/iam/policy.js";

const request: AccessRequest = {
  action: "sqs:SendMessage",
  resource: "arn:aws:sqs:us-east-1:000000000000:captures",
  principal: "events.amazonaws.com",
  context: { "aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/churn", "aws:SecureTransport": "true" },
};
const statement = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: request.resource,
};
const denyInsecure = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("a policy", () => {
  it.each([
    { why: "allows what a statement names", statements: [statement], expected: true },
    { why: "allows nothing without a statement", statements: [], expected: false },
    { why: "allows nothing when it only denies plain HTTP", statements: [denyInsecure], expected: false },
    { why: "allows beside a denial that doesn't apply", statements: [denyInsecure, statement], expected: true },
    {
      why: "denies even what another statement allows",
      statements: [statement, { ...statement, Effect: "Deny" }],
      expected: false,
    },
    {
      why: "doesn't allow another principal",
      statements: [{ ...statement, Principal: { Service: ["sns.amazonaws.com"] } }],
      expected: false,
    },
    { why: "compares actions without case", statements: [{ ...statement, Action: "SQS:sendmessage" }], expected: true },
    {
      why: "knows wildcards",
      statements: [{ ...statement, Action: ["sqs:Send*"], Resource: "arn:*:cap?ures" }],
      expected: true,
    },
    {
      why: "compares resources with case",
      statements: [{ ...statement, Resource: request.resource.toUpperCase() }],
      expected: false,
    },
    {
      why: "knows NotAction",
      statements: [{ ...statement, Action: undefined, NotAction: "sqs:DeleteQueue" }],
      expected: true,
    },
    {
      why: "asks for the source",
      statements: [{ ...statement, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/other" } } }],
      expected: false,
    },
    {
      why: "takes one of several expected values, and keys without case",
      statements: [
        { ...statement, Condition: { ArnEquals: { "AWS:SourceArn": ["arn:x", "arn:aws:events:*:rule/churn"] } } },
      ],
      expected: true,
    },
    {
      why: "fails on an absent key",
      statements: [{ ...statement, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      expected: false,
    },
    {
      why: "passes an absent key with IfExists",
      statements: [{ ...statement, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }],
      expected: true,
    },
    {
      why: "passes an absent key where it is negated",
      statements: [{ ...statement, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      expected: true,
    },
  ])("$why", ({ statements, expected }) => {
    expect(allows([{ Statement: statements }], request)).toBe(expected);
  });

  it("refuses a condition operator that it can't evaluate, by name", () => {
    const Condition = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
    expect(() => allows([{ Statement: [{ ...statement, Condition }] }], request)).toThrow("IpAddress");
  });
});
