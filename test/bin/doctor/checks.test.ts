import { describe, expect, it } from "vitest";
import type { DeployedStack } from "../../../bin/doctor/aws/deployed.js";
import type { World } from "../../../bin/doctor/check.js";
import { bootstrap } from "../../../bin/doctor/checks/bootstrap.js";
import { clock } from "../../../bin/doctor/checks/clock.js";
import { encryptionFinding } from "../../../bin/doctor/checks/encryption.js";
import { stacks } from "../../../bin/doctor/checks/stacks.js";
import { configFromData } from "../../../src/config/index.js";

const config = configFromData(
  {
    hub: { name: "ml" },
    monitors: { churn: { captures: { format: "jsonl" }, columns: { time: "t" }, reference: { live: "7d" } } },
  },
  "test",
);

/** A world in which these stacks are deployed, and everything else is missing. */
function worldOf(found: readonly Partial<DeployedStack>[], part: Partial<World> = {}): World {
  const there = new Map(
    found.map((stack) => [stack.name!, { status: "CREATE_COMPLETE", outputs: {}, ...stack } as DeployedStack]),
  );
  const deployed = { stacks: () => Promise.resolve(there), environment: () => Promise.resolve(null) };
  return { config, configFile: "plumbline.yaml", accountId: "1", region: "eu-west-1", deployed, ...part } as World;
}

describe("the clock", () => {
  it.each([
    { offS: 0, status: "ok", says: "0 s ahead of" },
    { offS: -30, status: "ok", says: "30 s behind" },
    { offS: 31, status: "warning", says: "31 s ahead of" },
    { offS: 300, status: "warning", says: "300 s ahead of" },
    { offS: -301, status: "problem", says: "301 s behind" },
  ])("that is $offS s off is $status", async ({ offS, status, says }) => {
    const [finding] = await clock.run(worldOf([], { nowMs: 1_000_000 + offS * 1000, awsNowMs: 1_000_000 }));
    expect(finding).toMatchObject({ status, message: expect.stringContaining(says) as unknown });
  });

  it("of AWS that is not known is not taken for right", async () => {
    expect(await clock.run(worldOf([], { nowMs: 0, awsNowMs: null }))).toMatchObject([{ status: "unknown" }]);
  });
});

describe("the newest capture's encryption", () => {
  const key = "arn:aws:kms:eu-west-1:1:key/1";
  const other = "arn:aws:kms:eu-west-1:2:key/2";
  it.each([
    { why: "by S3", kind: "AES256", status: "ok", says: "by S3 itself" },
    {
      why: "by the configured key",
      kind: "aws:kms",
      used: key,
      configured: key,
      status: "ok",
      says: "you can read it",
    },
    { why: "by two layers of it", kind: "aws:kms:dsse", used: key, configured: key, status: "ok", says: "can read" },
    { why: "by another key", kind: "aws:kms", used: other, configured: key, status: "problem", says: `under ${other}` },
    { why: "by a key nobody named", kind: "aws:kms", used: key, status: "warning", says: "unless that is aws/s3" },
    {
      why: "that may not be read",
      kind: "aws:kms",
      used: key,
      refusal: "no kms:Decrypt",
      status: "problem",
      says: "no kms",
    },
  ])("$why is $status", ({ kind, used, configured = null, refusal = null, status, says }) => {
    const [monitor] = config.monitors;
    const watched = { ...monitor!, captures: { ...monitor!.captures, kmsKeyArn: configured } };
    const finding = encryptionFinding(watched, { kind, key: used, refusal }, { configFile: "plumbline.yaml" });
    expect(finding).toMatchObject({ status, message: expect.stringContaining(says) as unknown });
    expect(finding.fix === null).toBe(status === "ok");
  });
});

describe("the bootstrapping", () => {
  it.each([
    { outputs: { BootstrapVersion: "28" }, status: "ok" },
    { outputs: { BootstrapVersion: "6" }, status: "ok" },
    { outputs: { BootstrapVersion: "5" }, status: "problem" },
    { outputs: {}, status: "problem" },
  ])("with outputs $outputs is $status", async ({ outputs, status }) => {
    expect(await bootstrap.run(worldOf([{ name: "CDKToolkit", outputs }]))).toMatchObject([{ status }]);
  });
});

describe("a stack", () => {
  it.each([
    { is: "CREATE_COMPLETE", status: "ok" },
    { is: "UPDATE_COMPLETE", status: "ok" },
    { is: "UPDATE_IN_PROGRESS", status: "warning" },
    { is: "UPDATE_ROLLBACK_COMPLETE", status: "warning" },
    { is: "ROLLBACK_COMPLETE", status: "problem" },
    { is: "DELETE_FAILED", status: "problem" },
  ])("that is $is: $status", async ({ is, status }) => {
    const [hub] = await stacks.run(worldOf([{ name: "ml-hub", status: is }]));
    expect(hub).toMatchObject({ subject: "ml-hub", status });
  });

  it("of a monitor that the configuration no longer has is told, one of another hub is not", async () => {
    const findings = await stacks.run(worldOf([{ name: "ml-monitor-gone" }, { name: "other-monitor-churn" }]));
    expect(findings.filter(({ status }) => status === "warning")).toMatchObject([
      { subject: "ml-monitor-gone", fix: "aws cloudformation delete-stack --stack-name ml-monitor-gone" },
    ]);
  });
});
