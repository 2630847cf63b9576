import { describe, expect, it } from "vitest";
import { evaluateCondition, referencesIn, resolve, type Scope } from "../../../local/deploy/intrinsics.js";
import { TemplateError, UnsupportedError } from "../../../local/errors.js";

const scope: Scope = {
  stack: "hub",
  parameters: new Map([
    ["AWS::Region", "us-east-1"],
    ["Stage", "prod"],
  ]),
  mappings: { Sizes: { prod: { memory: "512" } } },
  conditions: new Map([
    ["IsProd", true],
    ["IsTest", false],
  ]),
  resources: new Map([["Queue", { ref: "https://queue", attributes: { Arn: "arn:queue", "Nested.Name": "deep" } }]]),
  exports: new Map([["hub:TopicArn", "arn:topic"]]),
};

describe("intrinsic functions", () => {
  it.each([
    { why: "Ref gives a resource's reference", value: { Ref: "Queue" }, expected: "https://queue" },
    { why: "Ref gives a parameter", value: { Ref: "Stage" }, expected: "prod" },
    { why: "GetAtt as a list", value: { "Fn::GetAtt": ["Queue", "Arn"] }, expected: "arn:queue" },
    { why: "GetAtt as a text with dots", value: { "Fn::GetAtt": "Queue.Nested.Name" }, expected: "deep" },
    { why: "Join resolves its parts", value: { "Fn::Join": [":", ["a", { Ref: "Stage" }]] }, expected: "a:prod" },
    {
      why: "Select takes from a Split",
      value: { "Fn::Select": [1, { "Fn::Split": [":", { "Fn::GetAtt": ["Queue", "Arn"] }] }] },
      expected: "queue",
    },
    {
      why: "Sub names resources",
      value: { "Fn::Sub": "${Queue.Arn}/${AWS::Region}" },
      expected: "arn:queue/us-east-1",
    },
    { why: "Sub has variables of its own", value: { "Fn::Sub": ["${x}-${Stage}", { x: "1" }] }, expected: "1-prod" },
    { why: "Sub leaves a literal", value: { "Fn::Sub": "${!Literal}" }, expected: "${Literal}" },
    { why: "ImportValue takes an export", value: { "Fn::ImportValue": "hub:TopicArn" }, expected: "arn:topic" },
    { why: "If takes the branch of its condition", value: { "Fn::If": ["IsTest", "a", "b"] }, expected: "b" },
    { why: "FindInMap", value: { "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "memory"] }, expected: "512" },
    {
      why: "AWS::NoValue leaves members and elements out",
      value: { a: { Ref: "AWS::NoValue" }, b: [1, { "Fn::If": ["IsTest", 2, { Ref: "AWS::NoValue" }] }] },
      expected: { b: [1] },
    },
    {
      why: "a policy's Condition is data",
      value: { Condition: { Bool: { x: "y" } } },
      expected: { Condition: { Bool: { x: "y" } } },
    },
  ])("$why", ({ value, expected }) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it.each([
    {
      why: "an unknown function",
      value: { "Fn::Cidr": ["10.0.0.0/16", 2] },
      error: UnsupportedError,
      names: "Fn::Cidr",
    },
    { why: "an unknown attribute", value: { "Fn::GetAtt": ["Queue", "Size"] }, error: UnsupportedError, names: "Size" },
    { why: "a missing resource", value: { Ref: "Absent" }, error: TemplateError, names: "Absent" },
    { why: "a missing export", value: { "Fn::ImportValue": "hub:None" }, error: TemplateError, names: "hub:None" },
  ])("refuses $why by name", ({ value, error, names }) => {
    expect(() => resolve(value, scope)).toThrow(error);
    expect(() => resolve(value, scope)).toThrow(names);
  });

  it("finds every name that a value refers to", () => {
    const value = {
      a: [{ Ref: "A" }, { "Fn::GetAtt": ["B", "Arn"] }],
      b: { "Fn::Sub": ["${C.Arn} ${own} ${AWS::Region}", { own: { Ref: "D" } }] },
    };
    expect(referencesIn(value)).toEqual(expect.arrayContaining(["A", "B", "C", "D", "AWS::Region"]));
  });

  it.each([
    { expression: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, expected: true },
    { expression: { "Fn::Not": [{ Condition: "IsProd" }] }, expected: false },
    { expression: { "Fn::And": [{ Condition: "IsProd" }, { Condition: "IsTest" }] }, expected: false },
    { expression: { "Fn::Or": [{ Condition: "IsProd" }, { Condition: "IsTest" }] }, expected: true },
  ])("evaluates the condition $expression", ({ expression, expected }) => {
    expect(evaluateCondition(expression, scope)).toBe(expected);
  });

  it("refuses an unknown condition function by name", () => {
    expect(() => evaluateCondition({ "Fn::Contains": [] }, scope)).toThrow("Fn::Contains");
  });
});
