import { Aws } from "aws-cdk-lib";

/** Addresses in the AWS console, in the stack's own region. */
export const consoleLinks = {
  dashboard: (name: string): string =>
    `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${name}`,
  /** Objects of a bucket below a prefix. */
  objects: (bucket: string, prefix: string): string =>
    `https://${Aws.REGION}.console.aws.amazon.com/s3/buckets/${bucket}?region=${Aws.REGION}&prefix=${prefix}`,
};
