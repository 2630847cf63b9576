import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { clientOf, startCloud } from "../local/start-cloud.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";
import { csvOf, ROWS, sageMakerCaptures } from "./sample-data.js";

const Bucket = "acme-captures";
const FEATURES = ["age", "state", "balance"] as const;
const folder = new TestFolder();
let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await startCloud({ resources: { Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: Bucket } } } });
  const s3 = new S3Client(clientOf(cloud));
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  await put("churn/AllTraffic/2026/01/05/00/a.jsonl", sageMakerCaptures(FEATURES));
  await put("train.csv", csvOf(["churned", ...FEATURES]));
  s3.destroy();
  // The command line takes its account from the environment, as any AWS tool does.
  vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
  vi.stubEnv("AWS_REGION", cloud.account.region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});

afterAll(async () => {
  vi.unstubAllEnvs();
  folder.remove();
  await cloud.close();
});

const url = (key: string) => `s3://${Bucket}/${key}`;
const CAPTURES = url("churn/AllTraffic/2026/01/05/00/a.jsonl");

describe("samples in S3", () => {
  it("give bucket and prefix to a first configuration", async () => {
    const { status, out } = await plumbline(
      "init",
      "--captures",
      CAPTURES,
      "--reference",
      url("train.csv"),
      "--out",
      "-",
    );
    expect(status).toBe(0);
    expect(out).toContain(`bucket: ${Bucket}\n      existing: true`);
    expect(out).toContain("prefix: churn/AllTraffic/ #");
    expect(out).toContain(`table: ${url("train.csv")} # the training data`);
    expect(out).not.toContain("your-bucket");
  });

  it("are read under the header that the configuration names in S3", async () => {
    const columns = `{ input: { headerFrom: "${url("train.csv")}", drop: [churned] }, output: { score: 0 } }`;
    const yaml = `monitors: { a: { columns: ${columns}, reference: { live: 3d } } }`;
    const { status, json } = await plumblineJson("validate", folder.write("p.yaml", yaml), "--sample", CAPTURES);
    expect(status).toBe(0);
    expect(json["sample"]).toMatchObject({
      captures: { records: ROWS, rejected: 0 },
      columns: [{ name: "age" }, {}, {}, {}],
    });
  });

  it.each([
    { why: "an object that isn't there", sample: url("nothing.jsonl"), hint: "nothing.jsonl: no such object" },
    {
      why: "a header that isn't there",
      sample: CAPTURES,
      hint: `expects an object at ${url("no-train.csv")}, got none`,
    },
  ])("are refused with status 2: $why", async ({ sample, hint }) => {
    const columns = `{ input: { headerFrom: "${url("no-train.csv")}" } }`;
    const yaml = `monitors: { a: { columns: ${columns}, reference: { live: 3d } } }`;
    const { status, err } = await plumbline("validate", folder.write("p.yaml", yaml), "--sample", sample);
    expect(status).toBe(2);
    expect(err).toContain(hint);
  });

  it("end with status 3 where S3 can't be reached", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    const { status, err } = await plumbline("init", "--captures", CAPTURES, "--out", "-");
    vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
    expect(status).toBe(3);
    expect(err).toContain(`${CAPTURES} can't be read from S3: `);
  });
});
