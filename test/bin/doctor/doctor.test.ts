import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { EmbeddedCloud } from "../../../local/cloud.js";
import type { CheckedFinding } from "../../../bin/doctor/finding.js";
import { temporaryDir } from "../../local/assembly-builder.js";
import { synthesizeProduct } from "../../local/product-assembly.js";
import { plumbline, plumblineJson, TestFolder } from "../command-line.js";
import { accountServices, type AccountFacts } from "./account-services.js";

const GOOD = `
hub: { name: ml, notify: { page: [ada@example.com] } }
monitors:
  churn:
    model: { task: none }
    captures: { bucket: acme-captures, existing: true, prefix: churn/, format: jsonl }
    columns: { time: time, prediction: score }
    reference: { live: 7d }
`;

// Against the same account: nothing of it fits.
const BROKEN = `
hub: { name: ml, notify: { page: [ada@example.com, grace@example.com] } }
monitors:
  churn:
    model: { task: none, spend: { tag: ml model=churn } }
    captures: { bucket: quiet-captures, existing: true, prefix: churn/, format: jsonl }
    columns: { time: time, prediction: score }
    reference: { live: 7d }
  triage:
    model: { task: none }
    captures: { bucket: no-such-bucket, existing: true, prefix: triage/, format: jsonl }
    columns: { time: time }
    reference: { live: 7d }
`;

const HOUR_MS = 3_600_000;
const NOW_MS = Math.floor(Date.now() / 1000) * 1000;
const folder = new TestFolder();
const healthy: AccountFacts = {
  roles: 20,
  rolesQuota: 1_000,
  rulesQuota: 300,
  tags: { "plumbline:hub": "Active", "plumbline:monitor": "Active" },
  denied: [],
};
const facts = { ...healthy };
let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await EmbeddedCloud.start({
    assemblyDir: synthesizeProduct(GOOD),
    stateDir: temporaryDir(),
    startMs: NOW_MS,
    extend: ({ account }) => ({ services: accountServices(account.accountId, facts) }),
  });
  cloud.createBucket("acme-captures", { eventBridge: true });
  cloud.createBucket("quiet-captures", { expiry: [{ prefix: "churn/", days: 7 }] });
  await cloud.deploy();
  const record = (ageHours: number) =>
    JSON.stringify({ time: new Date(NOW_MS - ageHours * HOUR_MS).toISOString(), score: 1 });
  const put = (bucket: string, key: string, ageHours: number, text: string) => {
    cloud.seedObject(bucket, key, Buffer.from(text), { lastModifiedMs: NOW_MS - ageHours * HOUR_MS });
  };
  put("acme-captures", "churn/b.jsonl", 1, `${record(1)}\n${record(1)}\n`);
  put("acme-captures", "churn/c.jsonl", 30, "older, and not looked at");
  put("quiet-captures", "churn/a.jsonl", 100, "no JSON at all\n");
  vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
  vi.stubEnv("AWS_REGION", cloud.account.region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  folder.remove();
  await cloud.close();
});

async function doctor(yaml: string, state: Partial<AccountFacts> = {}) {
  Object.assign(facts, healthy, state);
  const { status, json } = await plumblineJson("doctor", "--config", folder.write("p.yaml", yaml));
  const findings = json["findings"] as readonly CheckedFinding[];
  const of = (check: string, subject?: string) =>
    findings.filter((each) => each.check === check && (subject === undefined || each.subject === subject));
  return { status, findings, of };
}

describe("an account where all is right", () => {
  it("gets an ok of every check but the bootstrapping, which the embedded cloud does without", async () => {
    const { status, findings } = await doctor(GOOD);
    expect(findings.filter((finding) => finding.status !== "ok")).toEqual([
      {
        check: "bootstrap",
        status: "problem",
        subject: "000000000000/us-east-1",
        message: "the CDK has not been bootstrapped here",
        fix: "npx cdk bootstrap aws://000000000000/us-east-1",
      },
    ]);
    // Account, clock, bootstrap, five quotas, three stacks, six of the one monitor, a topic, two tags.
    expect(findings).toHaveLength(21);
    expect(status).toBe(1);
  });

  it("is told the newest capture's age and how it reads", async () => {
    const { of } = await doctor(GOOD);
    expect(of("captures")[0]!.message).toBe("the newest of 2 below s3://acme-captures/churn/ is 1 h old");
    expect(of("capture format")[0]!.message).toBe(
      "2 records of s3://acme-captures/churn/b.jsonl read as jsonl, 0 rejected",
    );
  });
});

describe("an account where nothing fits", () => {
  it.each([
    {
      check: "stacks",
      subject: "ml-monitor-triage",
      status: "problem",
      says: "is not deployed",
      fix: "npx plumbline deploy",
    },
    { check: "configuration", subject: "churn", status: "warning", says: "is not what", fix: "npx plumbline diff" },
    { check: "configuration", subject: "triage", status: "problem", says: "not deployed", fix: "npx plumbline deploy" },
    {
      check: "bucket",
      subject: "triage",
      status: "problem",
      says: "no-such-bucket is not there",
      fix: "aws s3 mb s3://no-such-bucket",
    },
    { check: "bucket events", subject: "churn", status: "problem", says: "does not tell EventBridge", fix: "jq -s" },
    { check: "bucket events", subject: "triage", status: "unknown", says: "no-such-bucket", fix: null },
    {
      check: "bucket lifecycle",
      subject: "churn",
      status: "warning",
      says: "after 7 days (rule expire-1), 28 are needed",
      fix: "get-bucket-lifecycle",
    },
    { check: "captures", subject: "churn", status: "warning", says: "is 4 days old", fix: "aws s3 ls" },
    {
      check: "capture format",
      subject: "churn",
      status: "problem",
      says: "no record of 1 could be read",
      fix: "--monitor churn --sample",
    },
    {
      check: "subscriptions",
      subject: "ml-page",
      status: "problem",
      says: "grace@example.com has not confirmed",
      fix: "aws sns subscribe",
    },
    { check: "cost tags", subject: "plumbline:hub", status: "warning", says: "is not active", fix: "aws ce update" },
    {
      check: "cost tags",
      subject: "plumbline:monitor",
      status: "warning",
      says: "not known to billing yet",
      fix: "aws ce update",
    },
    {
      check: "cost tags",
      subject: "ml model",
      status: "warning",
      says: "bills don't show what the model of churn costs",
      fix: "'TagKey=ml model,Status=Active'",
    },
    {
      check: "quotas",
      subject: "IAM roles",
      status: "problem",
      says: "4 more needed at most, 20 of 22",
      fix: "servicequotas",
    },
  ])("is told, and how to put it right: $check of $subject", async ({ check, subject, status, says, fix }) => {
    const { of } = await broken();
    const finding = of(check, subject)[0];
    expect(finding).toMatchObject({ status, message: expect.stringContaining(says) as unknown });
    if (fix === null) expect(finding!.fix).toBeNull();
    else expect(finding!.fix).toContain(fix);
  });

  it("ends with status 1, every problem and warning with a fix", async () => {
    const { status, findings } = await broken();
    expect(status).toBe(1);
    const unsolved = findings.filter((each) => ["problem", "warning"].includes(each.status) && each.fix === null);
    expect(unsolved).toEqual([]);
  });
});

let brokenOnce: ReturnType<typeof doctor> | undefined;
const broken = () => (brokenOnce ??= doctor(BROKEN, { rolesQuota: 22, tags: { "plumbline:hub": "Inactive" } }));

describe("what may not be looked at", () => {
  it("is said by name, and all else is looked at", async () => {
    const { of, findings } = await doctor(GOOD, { denied: ["iam", "ce"] });
    const denied = findings.filter(({ status }) => status === "unknown");
    expect(denied.map(({ check, subject }) => `${check}: ${subject}`)).toEqual(["quotas: IAM roles", "cost tags: ml"]);
    expect(denied[0]!.message).toContain("you may not look at it: User: ada is not authorized");
    expect(of("quotas")).toHaveLength(5);
    expect(of("subscriptions")[0]!.status).toBe("ok");
  });
});

describe("nobody to ask as", () => {
  it("is the one finding, with the way to log in", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, undefined);
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, folder.at("none"));
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    const { status, out } = await plumbline("doctor", "--config", folder.write("p.yaml", GOOD));
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    expect(status).toBe(1);
    expect(out).toContain("PROBLEM  account: credentials: nobody to ask AWS as");
    expect(out).toContain("aws sso login");
    expect(out).toContain("Nothing else was looked at");
  });

  it("where no AWS answers it is the region that is doubted, not the credentials", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://sts.mars-1.invalid");
    const { status, out } = await plumbline("doctor", "--config", folder.write("p.yaml", GOOD));
    vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
    expect(status).toBe(1);
    expect(out).toContain("PROBLEM  account: region: AWS is not there: getaddrinfo ENOTFOUND sts.mars-1.invalid");
    expect(out).not.toContain("aws sso login");
  });

  it("without a region it is the region that is asked for", async () => {
    vi.stubEnv("AWS_REGION", undefined);
    vi.stubEnv("AWS_CONFIG_FILE", folder.at("none"));
    const { status, out } = await plumbline("doctor", "--config", folder.write("p.yaml", GOOD));
    vi.stubEnv("AWS_REGION", cloud.account.region);
    expect(status).toBe(1);
    expect(out).toContain("account: region: none is set");
  });

  it("a configuration that isn't there is bad input", async () => {
    expect((await plumbline("doctor", "--config", folder.at("nowhere.yaml"))).status).toBe(2);
  });
});
