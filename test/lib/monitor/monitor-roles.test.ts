import { describe, expect, it } from "vitest";
import { oneMonitor } from "../synthesize.js";
import { actionsOf, churn, grantsOf, monitorTemplate } from "./churn.js";

describe("the roles of a monitor", () => {
  it.each([
    {
      role: "Profile" as const,
      actions: [
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
    },
    {
      role: "Analysis" as const,
      actions: [
        "cloudwatch:GetMetricData",
        "cloudwatch:PutMetricData",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "events:PutEvents",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "sns:Publish",
        "sqs:GetQueueAttributes",
      ],
    },
    {
      role: "Maintenance" as const,
      actions: [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "sqs:SendMessage",
      ],
    },
    {
      role: "View" as const,
      actions: [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
      ],
    },
  ])("$role may do these things and no more", ({ role, actions }) => {
    expect(actionsOf(grantsOf(churn, role))).toEqual(actions);
  });

  it("reach only the monitor's own keys of the store and the captures' own prefix", () => {
    for (const role of ["Profile", "Analysis", "Maintenance"] as const) {
      const objects = grantsOf(churn, role).filter(({ Action }) => /^s3:(Get|Put)Object$/.test(String(Action)));
      const texts = objects.flatMap(({ Resource }) => [Resource].flat()).map((resource) => JSON.stringify(resource));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        expect(text).toMatch(
          /"\/(profiles|inventory|windows|calibrations|reports|verdicts|rejects)\/churn\/\*"|:::acme-captures\/churn\/\*"|:::acme\/(train|header)\.csv"/,
        );
      }
    }
  });

  it("write captures nowhere", () => {
    const writes = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(churn, role))
      .filter(({ Action }) => Action === "s3:PutObject");
    expect(JSON.stringify(writes)).not.toContain("acme");
  });

  it("list no bucket without a prefix of their own", () => {
    const lists = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(churn, role))
      .filter(({ Action }) => Action === "s3:ListBucket");
    expect(lists.length).toBeGreaterThan(3);
    for (const { Condition } of lists) expect(JSON.stringify(Condition)).toMatch(/s3:prefix.*(churn\/|\.csv)/);
  });

  it("keep the items of one monitor from another whose name begins with the same letters", () => {
    const [grant] = grantsOf(churn, "Profile").filter(({ Action }) => [Action].flat().includes("dynamodb:GetItem"));
    expect(grant!.Condition).toEqual({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MONITOR#churn#*"] },
    });
  });

  it("let a dashboard add to the answers and write nothing else", () => {
    const grants = grantsOf(churn, "View");
    const keysOf = (action: string): unknown =>
      grants.find(({ Action }) => Action === action)!.Condition!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"];
    expect(keysOf("dynamodb:PutItem")).toEqual(["MONITOR#churn#ANSWERS"]);
    expect(keysOf("dynamodb:GetItem")).toEqual(["MONITOR#churn#STATE"]);
    expect(keysOf("dynamodb:Query")).not.toContain("MONITOR#churn#*");
    const objects = grants.filter(({ Action }) => Action === "s3:GetObject").flatMap(({ Resource }) => Resource);
    expect(JSON.stringify(objects)).not.toMatch(/\/(profiles|rows|joinrows|inventory|labels)\//);
  });

  it("publish metrics of Plumbline's namespace only", () => {
    const [grant] = grantsOf(churn, "Analysis").filter(({ Action }) => Action === "cloudwatch:PutMetricData");
    expect(grant!.Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "Plumbline" } });
  });
});

it("resources of a monitor carry the tags that configuration gives its model", () => {
  const template = monitorTemplate(oneMonitor({ model: { tags: { team: "growth-ml", tier: 1 } } }));
  const tagged = Object.values(template.Resources).flatMap(({ Properties }) =>
    Array.isArray(Properties["Tags"]) ? [Properties["Tags"] as unknown[]] : [],
  );
  expect(tagged.length).toBeGreaterThan(10);
  for (const tags of tagged) {
    expect(tags).toContainEqual({ Key: "team", Value: "growth-ml" });
    expect(tags).toContainEqual({ Key: "tier", Value: "1" });
  }
});
