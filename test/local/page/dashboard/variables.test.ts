import { describe, expect, it } from "vitest";
import type { CloudWatchView } from "../../../../local/cloudwatch/cloudwatch.js";
import { variablesOf, withVariables } from "../../../../local/page/dashboard/variables.js";

const CLOUDWATCH: CloudWatchView = {
  alarms: () => [],
  compositeAlarms: () => [],
  dashboards: () => [],
  query: () => [],
  firstDataMs: () => undefined,
  dimensionValues: (name) => (name === "Monitor" ? ["churn", "employment"] : []),
};

const BODY = {
  variables: [
    { type: "property", property: "Monitor", id: "m", populateFrom: "Monitor", defaultValue: "employment" },
    { type: "pattern", pattern: "STAGE", id: "s", label: "Stage", values: [{ value: "prod", label: "Production" }] },
  ],
  widgets: [
    {
      properties: {
        title: "STAGE drift",
        metrics: [
          ["Plumbline", "Monitor", "Monitor", "any"],
          ["N", "A", "B", "Monitor"],
        ],
      },
    },
  ],
};

describe("dashboard variables", () => {
  it("offer their values, from the body or from the metrics' dimensions, and begin with the default", () => {
    expect(variablesOf(BODY, CLOUDWATCH, () => undefined)).toMatchObject([
      { id: "m", chosen: "employment", options: [{ value: "churn" }, { value: "employment" }] },
      { id: "s", label: "Stage", chosen: "prod", options: [{ value: "prod", label: "Production" }] },
    ]);
  });

  it("take a value from the address only when it is offered", () => {
    const chosen = (value: string): unknown => {
      return variablesOf(BODY, CLOUDWATCH, (name) => (name === "var-m" ? value : undefined))[0]?.chosen;
    };
    expect([chosen("churn"), chosen("<script>")]).toEqual(["churn", "employment"]);
  });

  it("replace the dimension's value and the pattern, and nothing that only looks alike", () => {
    const variables = variablesOf(BODY, CLOUDWATCH, () => undefined);
    expect(withVariables(BODY, variables)["widgets"]).toEqual([
      {
        properties: {
          title: "prod drift",
          metrics: [
            ["Plumbline", "Monitor", "Monitor", "employment"],
            ["N", "A", "B", "Monitor"],
          ],
        },
      },
    ]);
  });
});
