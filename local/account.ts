/** The account and region that the embedded cloud pretends to be. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
}

/** Where a stack names no environment. */
export const LOCAL_ACCOUNT: Account = { accountId: "000000000000", region: "us-east-1" };

/** @param resource the part after the account, e.g. `function:plumbline-analyze` */
export function arnOf(account: Account, service: string, resource: string): string {
  return `arn:aws:${service}:${account.region}:${account.accountId}:${resource}`;
}

/** The last segment of an ARN: the name of a queue, topic or function. */
export function nameInArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/")) + 1);
}

/** The service segment of an ARN (`sqs`), or an empty string. */
export function serviceInArn(arn: string): string {
  return arn.split(":")[2] ?? "";
}
