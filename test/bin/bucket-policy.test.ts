import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, synthesize } from "../lib/synthesize.js";
import { temporaryDir } from "../local/assembly-builder.js";
import { plumbline, plumblineJson } from "./command-line.js";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const YAML = `
monitors:
  churn:
    model: { task: binary }
    captures: { bucket: acme-captures, existing: true, account: "111122223333", kmsKeyArn: "${KEY}", prefix: churn/, format: jsonl }
    columns: { time: at }
    reference: { live: 7d }
`;
const PLACE = ["--monitor", "churn", "--account", "444455556666", "--region", "eu-central-1"];

function configFile(yaml: string): string {
  const file = join(temporaryDir(), "plumbline.yaml");
  writeFileSync(file, yaml);
  return file;
}

describe("plumbline bucket-policy", () => {
  it("lets the monitor's own roles read below the prefix and list the bucket, through S3 alone where a key encrypts", async () => {
    const { status, json } = await plumblineJson("bucket-policy", ...PLACE, "--config", configFile(YAML));
    const roles = { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/plumbline-monitor-churn-*" };
    expect(status).toBe(0);
    expect(json["bucketStatements"]).toEqual([
      expect.objectContaining({
        Action: "s3:GetObject",
        Resource: ["arn:aws:s3:::acme-captures/churn/*"],
        Condition: { ArnLike: roles },
      }),
      expect.objectContaining({ Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-captures" }),
    ]);
    expect(json["keyStatement"]).toMatchObject({
      Action: "kms:Decrypt",
      Condition: { ArnLike: roles, StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
    expect(json["eventBus"]).toBe("arn:aws:events:eu-central-1:444455556666:event-bus/default");
  });

  it("fits the names that CloudFormation gives the roles: below the monitor's stack", () => {
    const { templates } = synthesize(oneMonitor());
    expect([...templates.keys()]).toContain("plumbline-monitor-churn");
    for (const { properties } of resourcesOf(templates.get("plumbline-monitor-churn")!, "AWS::IAM::Role")) {
      expect(properties).not.toHaveProperty("RoleName");
    }
  });

  it.each([
    { why: "with a key", yaml: YAML, steps: ["1", "2", "3"] },
    { why: "without one", yaml: YAML.replace(/kmsKeyArn: "[^"]*", /, ""), steps: ["1", "2"] },
  ])("numbers its steps without a gap: $why", async ({ yaml, steps }) => {
    const { out } = await plumbline("bucket-policy", ...PLACE, "--config", configFile(yaml));
    expect([...out.matchAll(/^(\d)\. /gm)].map(([, number]) => number)).toEqual(steps);
  });

  it("refuses what it can't answer, saying what it expects", async () => {
    const own = YAML.replace(/bucket: .*kmsKeyArn: "[^"]*", /, "");
    expect(await plumbline("bucket-policy", ...PLACE, "--config", configFile(own))).toMatchObject({
      status: 2,
      err: expect.stringContaining("a created bucket needs no policy") as string,
    });
    expect(await plumbline("bucket-policy", ...PLACE.with(5, "mars"), "--config", configFile(YAML))).toMatchObject({
      status: 2,
      err: "--region expects a region such as eu-central-1, got mars\n",
    });
    const wrong = PLACE.with(3, "4444");
    expect(await plumbline("bucket-policy", ...wrong, "--config", configFile(YAML))).toMatchObject({ status: 2 });
  });
});
