import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { temporaryDir } from "../assembly-builder.js";
import { MINUTE_MS, START_MS, startCloud } from "../start-cloud.js";
import { allow, att, functionOf, resource, roleOf } from "../template-parts.js";

const stateDir = temporaryDir();
let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await startCloud(
    {
      handlers: ["behave"],
      resources: {
        Dead: resource("AWS::SQS::Queue", { QueueName: "dead" }),
        Role: roleOf("lambda.amazonaws.com", [allow("sqs:SendMessage", att("Dead"))]),
        Behave: functionOf("behave", "Role", {
          MemorySize: 128,
          Timeout: 2,
          Environment: { Variables: { COLOUR: "green" } },
          DeadLetterConfig: { TargetArn: att("Dead") },
        }),
      },
    },
    { stateDir },
  );
});

afterAll(async () => {
  await cloud.close();
});

describe("a function", () => {
  it("answers, stays warm, and writes what it prints into its log", async () => {
    const first = await cloud.invoke("behave", { do: "serve" });
    const second = await cloud.invoke("behave", { do: "serve" });
    const served = [first, second].map((outcome) => JSON.parse(outcome.ok ? outcome.payload : "{}") as unknown);
    expect(served).toEqual([{ served: 1 }, { served: 2 }]);
    const log = readFileSync(join(stateDir, "logs", "behave.log"), "utf8");
    expect(log).toMatch(/START RequestId: \S+ SimulatedTime: 2026-01-05T00:00:00.000Z\nserved 1\n/);
  });

  it("has the template's environment, memory and timeout, and the account's region", async () => {
    const outcome = await cloud.invoke("behave", { do: "context" });
    const context = JSON.parse(outcome.ok ? outcome.payload : "{}") as { readonly remaining: number };
    expect(context).toMatchObject({
      name: "behave",
      memory: "128",
      arn: "arn:aws:lambda:us-east-1:000000000000:function:behave",
      variable: "green",
      region: "us-east-1",
    });
    expect(context.remaining).toBeGreaterThan(1000);
    expect(context.remaining).toBeLessThanOrEqual(2000);
  });

  it.each([
    { does: "fail", errorType: "TypeError", message: "asked to fail" },
    { does: "hang", errorType: "Runtime.ExitError", message: "Task timed out after 2.00 seconds" },
    { does: "exit", errorType: "Runtime.ExitError", message: "exit status 3" },
    { does: "fill", errorType: "Runtime.ExitError", message: "memory" },
  ])("fails its invocation when it does $does, and serves the next one", async ({ does, errorType, message }) => {
    const outcome = await cloud.invoke("behave", { do: does });
    expect(outcome).toMatchObject({ ok: false, errorType, errorMessage: expect.stringContaining(message) as string });
    expect(await cloud.invoke("behave", { do: "serve" })).toMatchObject({ ok: true });
  });

  it("is invoked over HTTP, and its error comes back as the answer", async () => {
    const invoke = async (event: unknown): Promise<Response> =>
      fetch(`${cloud.endpointUrl}/2015-03-31/functions/behave/invocations`, {
        method: "POST",
        headers: { authorization: "AWS4-HMAC-SHA256 Credential=k/20260105/us-east-1/lambda/aws4_request" },
        body: JSON.stringify(event),
      });
    expect(await (await invoke({ do: "serve" })).json()).toHaveProperty("served");
    const failed = await invoke({ do: "fail" });
    expect(failed.headers.get("x-amz-function-error")).toBe("Unhandled");
    expect(await failed.json()).toEqual({ errorType: "TypeError", errorMessage: "asked to fail" });
  });
});

describe("an asynchronous invocation", () => {
  it("is repeated after one and two minutes, then its event goes to the dead-letter queue", async () => {
    const failuresBefore = cloud.failedInvocations.length;
    await fetch(`${cloud.endpointUrl}/2015-03-31/functions/behave/invocations`, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=k/20260105/us-east-1/lambda/aws4_request",
        "x-amz-invocation-type": "Event",
      },
      body: JSON.stringify({ do: "fail" }),
    });
    await cloud.runUntil(START_MS + 10 * MINUTE_MS);
    const times = cloud.failedInvocations.slice(failuresBefore).map(({ timeMs }) => (timeMs - START_MS) / MINUTE_MS);
    expect(times).toEqual([0, 1, 3]);
    expect(cloud.view().queues()).toEqual([{ name: "dead", visible: 1, inFlight: 0, deadLetter: true }]);
    expect(cloud.refusedDeliveries).toEqual([]);
  });
});
