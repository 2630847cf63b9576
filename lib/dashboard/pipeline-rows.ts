import { GraphWidget, type IWidget, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { FUNCTION_NAMES } from "../lambda-bundles.js";
import { functionMetric, queueMetric } from "../monitor-metrics.js";
import { names } from "../names.js";

const WIDTH = 24;

/** The pipeline's own health: how far behind, what failed, how long runs take. */
export function pipelineRows(hub: string, monitor: string): IWidget[][] {
  const captures = names.captureQueue(hub, monitor);
  const health = (title: string, props: Partial<ConstructorParameters<typeof GraphWidget>[0]>): IWidget =>
    new GraphWidget({ title, width: WIDTH / 4, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props });
  return [
    [new TextWidget({ width: WIDTH, height: 1, markdown: "## The pipeline itself" })],
    [
      health("Age of the oldest waiting capture (s)", {
        left: [queueMetric(captures, "ApproximateAgeOfOldestMessage", "Captures")],
      }),
      health("Dead letters", {
        left: [queueMetric(names.deadLetters(hub, monitor), "ApproximateNumberOfMessagesVisible", "Dead letters")],
      }),
      health("Function errors", {
        left: FUNCTION_NAMES.map((name) => functionMetric(names.function(hub, monitor, name), "Errors", name)),
      }),
      health("Longest run (ms)", {
        left: FUNCTION_NAMES.map((name) => functionMetric(names.function(hub, monitor, name), "Duration", name)),
      }),
    ],
  ];
}
