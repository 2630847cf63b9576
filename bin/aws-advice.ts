import { messageOf } from "../src/contracts/errors.js";

/** What stands in the way to AWS before AWS itself has answered anything. */
export type AwsObstacle = "no-region" | "no-credentials" | "unreachable";

/** @returns null for what AWS has answered itself */
export function awsObstacle(error: unknown): AwsObstacle | null {
  if (!(error instanceof Error)) return null;
  if (error.message === "Region is missing") return "no-region";
  if (error.name === "CredentialsProviderError") return "no-credentials";
  // A region that doesn't exist has no address either.
  return "code" in error && error.code === "ENOTFOUND" ? "unreachable" : null;
}

const ADVICE: Readonly<Record<AwsObstacle, string>> = {
  "no-region": "AWS_REGION names one, such as eu-central-1",
  "no-credentials": "log in (aws sso login), or name a profile (export AWS_PROFILE=NAME)",
  unreachable: "is that a region of AWS, and is the network up?",
};

/** A refusal on the way to AWS and what to do about it, for the end of a sentence. */
export function withAwsAdvice(error: unknown): string {
  const obstacle = awsObstacle(error);
  return obstacle === null ? messageOf(error) : `${messageOf(error)}; ${ADVICE[obstacle]}`;
}
