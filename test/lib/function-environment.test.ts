import { Aws } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { functionEnvironment, type FunctionEnvironmentValues } from "../../lib/function-environment.js";

const values = (config: string): FunctionEnvironmentValues => ({
  PLUMBLINE_CONFIG: config,
  PLUMBLINE_STORE_BUCKET: Aws.STACK_NAME,
  PLUMBLINE_TABLE: Aws.STACK_NAME,
  PLUMBLINE_CAPTURE_BUCKET: "captures",
  PLUMBLINE_HASH_KEY: Aws.STACK_ID,
  PLUMBLINE_CAPTURE_QUEUE_URL: Aws.STACK_NAME,
  PLUMBLINE_DEAD_LETTER_QUEUE_URL: Aws.STACK_NAME,
  PLUMBLINE_PAGE_TOPIC_ARN: Aws.STACK_NAME,
  PLUMBLINE_DASHBOARD_URL: Aws.STACK_NAME,
});

describe("the environment of a function", () => {
  it("is refused at synth where Lambda would refuse it at deploy", () => {
    // Six names, four values of 150 bytes that CloudFormation fills in, and the bucket.
    const names =
      "PLUMBLINE_CONFIGPLUMBLINE_STORE_BUCKETPLUMBLINE_TABLEPLUMBLINE_CAPTURE_BUCKETPLUMBLINE_HASH_KEYPLUMBLINE_DEAD_LETTER_QUEUE_URL";
    const room = 4096 - names.length - 4 * 150 - "captures".length;
    expect(() => functionEnvironment("profile-captures", "churn", values("x".repeat(room)))).not.toThrow();
    expect(() => functionEnvironment("profile-captures", "churn", values("x".repeat(room + 1)))).toThrow(
      /environment of profile-captures expects at most 4096 bytes, got about 4097: shorten monitors\.churn/,
    );
  });

  it("counts bytes, not characters", () => {
    expect(() => functionEnvironment("reconcile", "churn", values("ä".repeat(2000)))).toThrow(/expects at most 4096/);
  });
});
