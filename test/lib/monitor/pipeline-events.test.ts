import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, synthesize } from "../synthesize.js";

const ACCOUNT = "eu-central-1:123456789012";
const ARNS = [
  `arn:aws:sagemaker:${ACCOUNT}:pipeline/retrain-churn`,
  `arn:aws:states:${ACCOUNT}:stateMachine:load-churn`,
  `arn:aws:states:${ACCOUNT}:stateMachine:clean-churn`,
  `arn:aws:glue:${ACCOUNT}:job/load-churn`,
];

describe("rules on the team's own pipelines", () => {
  const rulesOf = (monitor: Record<string, unknown>) =>
    resourcesOf(synthesize(oneMonitor(monitor)).templates, "AWS::Events::Rule");
  const rules = rulesOf({ model: { pipelines: ARNS } })
    .map(({ properties }) => properties)
    .filter(({ Description }) => Description === "Pipelines of churn");

  it("are one for each service that is named, held to the pipelines that are named", () => {
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        source: ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Building Pipeline Execution Status Change"],
        detail: { pipelineArn: [ARNS[0]] },
      },
      { source: ["aws.glue"], "detail-type": ["Glue Job State Change"], detail: { jobName: ["load-churn"] } },
      {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: { stateMachineArn: [ARNS[1], ARNS[2]] },
      },
    ]);
  });

  it("hand on names, status and time, and nothing of an execution's input or output", () => {
    const [target] = (rules[2] as { readonly Targets: readonly Record<string, unknown>[] }).Targets;
    expect(target!["InputTransformer"]).toEqual({
      InputPathsMap: {
        time: "$.time",
        "detail-status": "$.detail.status",
        "detail-executionArn": "$.detail.executionArn",
      },
      InputTemplate:
        '{"plumbline":"pipeline-execution","time":<time>,"status":<detail-status>,"arn":<detail-executionArn>}',
    });
    expect(target!["RetryPolicy"]).toEqual({ MaximumEventAgeInSeconds: 21_600 });
  });

  it("are none where no pipeline is named", () => {
    expect(rulesOf({}).filter(({ properties }) => properties["Description"] === "Pipelines of churn")).toEqual([]);
  });
});
