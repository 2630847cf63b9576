import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResolvedResource, ResourceProvider } from "../../../local/contracts.js";
import { readAssembly } from "../../../local/deploy/assembly.js";
import { Deployment } from "../../../local/deploy/deployment.js";
import { writeAssembly, type TestStack } from "../assembly-builder.js";

/** A provider that notes what it deploys, in order. */
function recorder(): { readonly deployed: ResolvedResource[]; readonly provider: ResourceProvider } {
  const deployed: ResolvedResource[] = [];
  const provider: ResourceProvider = {
    types: ["Test::Thing"],
    deploy: (resource) => {
      deployed.push(resource);
      return { ref: `ref-${resource.logicalId}`, attributes: { Arn: `arn-${resource.logicalId}` } };
    },
  };
  return { deployed, provider };
}

function deployAll(stacks: readonly TestStack[]): {
  deployed: ResolvedResource[];
  outputs: ReadonlyMap<string, string>;
} {
  const { deployed, provider } = recorder();
  const assembly = readAssembly(writeAssembly(stacks));
  const deployment = new Deployment(assembly.account, [provider]);
  for (const stack of assembly.stacks) deployment.deploy(stack);
  return { deployed, outputs: deployment.outputs() };
}

const thing = (Properties: object, rest: object = {}): object => ({ Type: "Test::Thing", Properties, ...rest });
const one = (Resources: object, rest: object = {}): readonly TestStack[] => [
  { name: "one", template: { Resources, ...rest } },
];

describe("a deployment", () => {
  it("deploys each resource after those it refers to or depends on, otherwise as written", () => {
    const { deployed } = deployAll(
      one({
        First: thing({ name: { Ref: "Third" } }),
        Second: thing({}, { DependsOn: "First" }),
        Third: thing({ account: { Ref: "AWS::AccountId" } }),
      }),
    );
    expect(deployed.map(({ logicalId }) => logicalId)).toEqual(["Third", "First", "Second"]);
    expect(deployed[0]?.properties).toEqual({ account: "000000000000" });
    expect(deployed[1]?.properties).toEqual({ name: "ref-Third" });
  });

  it("hands exports to stacks that are deployed later, whatever the order in the manifest", () => {
    const { deployed, outputs } = deployAll([
      {
        name: "monitors",
        dependsOn: ["hub"],
        template: { Resources: { Thing: thing({ topic: { "Fn::ImportValue": "hub:Topic" } }) } },
      },
      {
        name: "hub",
        template: {
          Resources: { Topic: thing({}) },
          Outputs: { TopicArn: { Value: { "Fn::GetAtt": ["Topic", "Arn"] }, Export: { Name: "hub:Topic" } } },
        },
      },
    ]);
    expect(deployed.map(({ stack }) => stack)).toEqual(["hub", "monitors"]);
    expect(deployed[1]?.properties).toEqual({ topic: "arn-Topic" });
    expect(outputs.get("hub.TopicArn")).toBe("arn-Topic");
  });

  it("leaves out resources whose condition is false, and the bootstrap version", () => {
    const { deployed } = deployAll(
      one(
        { Never: thing({}, { Condition: "No" }), Always: thing({}, { Condition: "Yes" }) },
        {
          Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap" } },
          Conditions: { No: { "Fn::Not": [{ Condition: "Yes" }] }, Yes: { "Fn::Equals": ["a", "a"] } },
          Rules: { CheckBootstrapVersion: {} },
        },
      ),
    );
    expect(deployed.map(({ logicalId }) => logicalId)).toEqual(["Always"]);
  });

  it.each([
    {
      why: "a resource type",
      stacks: one({ Fleet: { Type: "AWS::EC2::Fleet" } }),
      message: "one/Fleet: the embedded cloud does not know the resource type AWS::EC2::Fleet",
    },
    {
      why: "an attribute of a resource",
      stacks: one({ A: thing({}, { CreationPolicy: {} }) }),
      message: "CreationPolicy",
    },
    { why: "a section of a template", stacks: one({}, { Transform: "AWS::Serverless" }), message: "Transform" },
    {
      why: "a parameter type",
      stacks: one({}, { Parameters: { Key: { Type: "AWS::EC2::KeyPair::KeyName" } } }),
      message: "AWS::EC2::KeyPair::KeyName",
    },
    {
      why: "a circle",
      stacks: one({ A: thing({ x: { Ref: "B" } }), B: thing({ x: { Ref: "A" } }) }),
      message: "circular dependency A -> B -> A",
    },
  ])("refuses $why by name", ({ stacks, message }) => {
    expect(() => deployAll(stacks)).toThrow(message);
  });
});

describe("an assembly", () => {
  it("takes account and region from the environment that its stacks name", () => {
    const stacks = [{ name: "one", template: { Resources: {} } }];
    expect(readAssembly(writeAssembly(stacks, "aws://123456789012/eu-west-1")).account).toEqual({
      accountId: "123456789012",
      region: "eu-west-1",
    });
  });

  it("says what to do when there is none", () => {
    const dir = writeAssembly([]);
    rmSync(join(dir, "manifest.json"));
    expect(() => readAssembly(dir)).toThrow("run `cdk synth` first");
  });

  it("refuses an artifact of another kind by name", () => {
    const dir = writeAssembly([]);
    const artifacts = { nested: { type: "cdk:cloud-assembly" } };
    writeFileSync(join(dir, "manifest.json"), JSON.stringify({ artifacts }));
    expect(() => readAssembly(dir)).toThrow("cdk:cloud-assembly");
  });
});
