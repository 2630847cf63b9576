import { Aws, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../../src/config/index.js";
import type { Grant } from "../grant.js";
import { HUB_FUNCTION_SIZES } from "../monitor/function-sizes.js";
import { deadLetterQueue, WorkQueue } from "../monitor/work-queue.js";
import { names } from "../names.js";

/** What webhooks are told, on its way; null where no monitor has one, because Lambda's polling is paid all month. */
export function noticeQueue(scope: Construct, id: string, { hub, monitors }: Config): WorkQueue | null {
  if (monitors.every(({ notify }) => notify.webhook === null)) return null;
  return new WorkQueue(scope, id, {
    queueName: names.noticeQueue(hub.name),
    functionTimeout: HUB_FUNCTION_SIZES.notify.timeout,
    deadLetters: deadLetterQueue(scope, `${id}Undelivered`, names.undeliveredNotices(hub.name)),
  });
}

/** The queue as monitors know it: by name, because an export would have to stay while the last webhook goes. */
export function noticeQueueOf(consumer: Construct, hub: string): { readonly url: string; readonly grants: Grant[] } {
  const queueName = names.noticeQueue(hub);
  const arn = Stack.of(consumer).formatArn({ service: "sqs", resource: queueName });
  return {
    url: `https://sqs.${Aws.REGION}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${queueName}`,
    grants: [{ actions: ["sqs:SendMessage"], resources: [arn] }],
  };
}
