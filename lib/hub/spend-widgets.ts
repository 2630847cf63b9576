import { Color, GraphWidget, type IWidget, SingleValueWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { HubConfig } from "../../src/config/index.js";
import { spendMetric } from "./spend-alarm.js";

/**
 * The row of a hub's spend, for its dashboard: nothing where it has no cap.
 *
 * @param width of the whole row
 */
export function spendWidgets(hub: string, spend: HubConfig["spend"], width: number): IWidget[] {
  if (spend === null) return [];
  const spent = spendMetric(hub, "spend", "Spent this month");
  const forecast = spendMetric(hub, "forecast", "Forecast of the month");
  return [
    new SingleValueWidget({
      title: "Spend this month (US dollars, list prices)",
      metrics: [spent, forecast],
      width: width / 4,
      height: 5,
    }),
    new GraphWidget({
      title: `Spend and its cap of $${spend.monthlyUsd}`,
      left: [spent, forecast],
      leftYAxis: { min: 0, label: "US dollars", showUnits: false },
      leftAnnotations: [{ value: spend.monthlyUsd, label: `Cap (${spend.atCap})`, color: Color.RED }],
      width: width - width / 4,
      height: 5,
    }),
  ];
}
