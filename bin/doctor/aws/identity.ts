import type { STSClient } from "@aws-sdk/client-sts";
import { messageOf } from "../../../src/contracts/errors.js";
import { awsObstacle } from "../../aws-advice.js";
import { type Finding, ok, problem } from "../finding.js";
import { oneLine } from "../looked.js";

/** Who asks, where, and what time AWS has. */
export interface Identity {
  readonly accountId: string;
  readonly region: string;
  readonly finding: Finding;
  /** Of the answer, epoch milliseconds in whole seconds; null where it said none. */
  readonly awsNowMs: number | null;
}

const AN_EXISTING_REGION =
  "export AWS_REGION=eu-central-1   # a region of AWS, the hub's; or is the network down, or a proxy needed?";

/** Without it nothing else can be looked at. @returns a finding alone where there is no region or nobody to ask as */
export async function identify(): Promise<Identity | Finding> {
  const { GetCallerIdentityCommand, STSClient: Client } = await import("@aws-sdk/client-sts");
  const sts = new Client({ maxAttempts: 2 });
  try {
    const region = await sts.config.region().catch(() => null);
    if (region === null) {
      return problem("region", "none is set", "export AWS_REGION=eu-central-1   # the region of the hub");
    }
    const dates = dateOfAnswers(sts);
    const { Account: accountId = "", Arn: arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    const finding = ok("credentials", `account ${accountId} in ${region}, as ${arn}`);
    return { accountId, region, finding, awsNowMs: dates.lastMs };
  } catch (error) {
    if (awsObstacle(error) === "unreachable") {
      return problem("region", `AWS is not there: ${oneLine(messageOf(error))}`, AN_EXISTING_REGION);
    }
    const fix = "aws sso login   # or: export AWS_PROFILE=NAME, or aws configure; then npx plumbline doctor again";
    return problem("credentials", `nobody to ask AWS as: ${oneLine(messageOf(error))}`, fix);
  } finally {
    sts.destroy();
  }
}

/** Reads the Date header of the client's answers. */
function dateOfAnswers(sts: STSClient): { lastMs: number | null } {
  const dates: { lastMs: number | null } = { lastMs: null };
  sts.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {} } = result.response as { headers?: Readonly<Record<string, string>> };
      const dateMs = Date.parse(headers["date"] ?? "");
      if (!Number.isNaN(dateMs)) dates.lastMs = dateMs;
      return result;
    },
    // Outside of what reads the answer's body.
    { step: "deserialize", name: "dateOfAnswers" },
  );
  return dates;
}
