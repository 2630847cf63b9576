import { Stack } from "aws-cdk-lib";
import { CustomWidget, type IWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { names } from "../names.js";

/** What the widget function can draw; `feature` is reached by clicking on one. */
export type WidgetView = "incidents" | "timeline" | "heat" | "latency";

export interface CustomWidgetPlace {
  readonly title: string;
  readonly view: WidgetView;
  readonly width: number;
  readonly height: number;
}

/**
 * A widget that the monitor's own function draws, by its name: on the hub's dashboard the monitor's name is a variable, and
 * its function comes after the dashboard.
 */
export function customWidget(
  scope: Construct,
  { hub, monitor }: { readonly hub: string; readonly monitor: string },
  { title, view, width, height }: CustomWidgetPlace,
): IWidget {
  const { partition, region, account } = Stack.of(scope);
  return new CustomWidget({
    functionArn: `arn:${partition}:lambda:${region}:${account}:function:${names.function(hub, monitor, "widget")}`,
    title,
    width,
    height,
    params: { view },
    updateOnRefresh: true,
    // It is as wide as its place by itself.
    updateOnResize: false,
    updateOnTimeRangeChange: true,
  });
}
