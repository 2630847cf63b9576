import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CostExplorerClient } from "@aws-sdk/client-cost-explorer";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { SNSClient } from "@aws-sdk/client-sns";

/** A client of each service that is asked, with the credentials of the environment. */
export interface AwsClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly costExplorer: CostExplorerClient;
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly serviceQuotas: ServiceQuotasClient;
  readonly sns: SNSClient;
}

export async function awsClients(region: string): Promise<AwsClients> {
  const [cloudFormation, cloudWatch, costExplorer, events, iam, lambda, s3, serviceQuotas, sns] = await Promise.all([
    import("@aws-sdk/client-cloudformation"),
    import("@aws-sdk/client-cloudwatch"),
    import("@aws-sdk/client-cost-explorer"),
    import("@aws-sdk/client-eventbridge"),
    import("@aws-sdk/client-iam"),
    import("@aws-sdk/client-lambda"),
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-service-quotas"),
    import("@aws-sdk/client-sns"),
  ]);
  // Looking is quick or it is given up: somebody waits.
  const common = { region, maxAttempts: 2 };
  return {
    cloudFormation: new cloudFormation.CloudFormationClient(common),
    cloudWatch: new cloudWatch.CloudWatchClient(common),
    costExplorer: new costExplorer.CostExplorerClient(common),
    events: new events.EventBridgeClient(common),
    iam: new iam.IAMClient(common),
    lambda: new lambda.LambdaClient(common),
    // A bucket elsewhere is looked at there, and then told to be elsewhere.
    s3: new s3.S3Client({ ...common, followRegionRedirects: true }),
    serviceQuotas: new serviceQuotas.ServiceQuotasClient(common),
    sns: new sns.SNSClient(common),
  };
}

export function closeClients(clients: AwsClients): void {
  for (const client of Object.values(clients) as { destroy(): void }[]) client.destroy();
}
