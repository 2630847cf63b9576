import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { describe, expect, it, vi } from "vitest";
import { withAwsAdvice } from "../../bin/aws-advice.js";

/** Variables of the environment that credentials come from. */
const NAMED_BY = ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

const credentials = { accessKeyId: "example", secretAccessKey: "example" };

/** What the SDK throws itself, so that the words which it is known by are its own. */
async function refusalOf(config: STSClientConfig): Promise<unknown> {
  const client = new STSClient({ maxAttempts: 1, ...config });
  return client.send(new GetCallerIdentityCommand({})).then(
    () => null,
    (error: unknown) => error,
  );
}

describe("what stands in the way to AWS", () => {
  it("is told with what to do: no region", async () => {
    const region = () => Promise.reject(new Error("Region is missing"));
    expect(withAwsAdvice(await refusalOf({ credentials, region }))).toBe(
      "Region is missing; AWS_REGION names one, such as eu-central-1",
    );
  });

  it("is told with what to do: no credentials", async () => {
    for (const name of NAMED_BY) vi.stubEnv(name, undefined);
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/nowhere/at-all");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    const error = await refusalOf({ region: "eu-central-1" });
    vi.unstubAllEnvs();
    expect(withAwsAdvice(error)).toBe(
      "Could not load credentials from any providers; log in (aws sso login), or name a profile (export AWS_PROFILE=NAME)",
    );
  });

  it("is told with what to do: an address that isn't there", async () => {
    const endpoint = "http://sts.mars-1.invalid";
    expect(withAwsAdvice(await refusalOf({ credentials, region: "mars-1", endpoint }))).toBe(
      "getaddrinfo ENOTFOUND sts.mars-1.invalid; is that a region of AWS, and is the network up?",
    );
  });

  it("is told in AWS's own words where AWS has answered", () => {
    expect(withAwsAdvice(new Error("User is not authorized"))).toBe("User is not authorized");
  });
});
