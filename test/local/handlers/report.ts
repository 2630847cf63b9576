import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

const s3 = new S3Client({});
const sns = new SNSClient({});
const { STORE, TOPIC } = process.env;

/** Mails how many profiles there are at the scheduled time. */
export async function handler(event: { readonly scheduledTime: string }): Promise<{ readonly profiles: number }> {
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: STORE, Prefix: "profiles/" }));
  const profiles = listed.KeyCount ?? 0;
  const Message = `${event.scheduledTime}: ${String(profiles)} profiles`;
  await sns.send(new PublishCommand({ TopicArn: TOPIC, Subject: "Profiles counted", Message }));
  return { profiles };
}
