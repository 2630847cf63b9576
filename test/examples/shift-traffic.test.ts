import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { ShiftTraffic } from "../../examples/shift-traffic/shift-traffic.js";

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
}

/** The definition with `Fn::Join` undone, tokens written as `<token>`. */
function definitionOf(template: Template): {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
} {
  const [machine] = Object.values(template.findResources("AWS::StepFunctions::StateMachine"));
  const { "Fn::Join": join } = (machine as { Properties: { DefinitionString: { "Fn::Join": [string, unknown[]] } } })
    .Properties.DefinitionString;
  const text = join[1].map((part) => (typeof part === "string" ? part : "<token>")).join(join[0]);
  return JSON.parse(text) as ReturnType<typeof definitionOf>;
}

describe("the example that gives traffic back to the previous variant", () => {
  const stack = new Stack(new App(), "Example");
  new ShiftTraffic(stack, "Back", { endpoint: "churn-prod", from: "v8", to: "v7" });
  const template = Template.fromStack(stack);
  const { StartAt: first, States: states } = definitionOf(template);
  const weightsOf = (name: string): unknown => states[name]!.Parameters!["DesiredWeightsAndCapacities"];

  it("moves half, watches, then moves the rest or goes back", () => {
    const path = [first, ...["Half of it", "Watch", "Server errors"].map((name) => states[name]!.Next)];
    expect(path).toEqual(["Half of it", "Watch", "Server errors", "Any server error?"]);
    const choice = states["Any server error?"]!;
    expect([choice.Choices![0]!.Next, choice.Default]).toEqual(["All of it", "As it was"]);
    const weights = (v8: number, v7: number): unknown => [
      { VariantName: "v8", DesiredWeight: v8 },
      { VariantName: "v7", DesiredWeight: v7 },
    ];
    expect(weightsOf("Half of it")).toEqual(weights(1, 1));
    expect(weightsOf("All of it")).toEqual(weights(0, 1));
    expect(weightsOf("As it was")).toEqual(weights(1, 0));
  });

  it("may change this endpoint's weights and no other's", () => {
    const [policy] = Object.values(template.findResources("AWS::IAM::Policy"));
    const { Statement: statements } = (
      policy as { Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }
    ).Properties.PolicyDocument;
    const update = statements.find(({ Action }) => Action === "sagemaker:updateEndpointWeightsAndCapacities");
    expect(JSON.stringify(update!["Resource"])).toContain(":endpoint/churn-prod");
  });
});
