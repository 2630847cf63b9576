import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { PlumblineError } from "../contracts/errors.js";
import type { MailSink } from "../contracts/ports.js";

// SNS refuses longer subjects, control characters and line breaks in them.
const MAX_SUBJECT_CHARACTERS = 100;

export function snsMail(client: SNSClient): MailSink {
  return {
    async send({ topicArn, subject, body }) {
      // A subject that SNS refuses would block the outbox for ever.
      if (subject.length === 0 || subject.length > MAX_SUBJECT_CHARACTERS || /[^\x20-\x7e]/.test(subject)) {
        throw new PlumblineError(
          "SUBJECT_REFUSED",
          `mail subject expects 1-${MAX_SUBJECT_CHARACTERS} printable ASCII characters, got ${subject.length}`,
        );
      }
      await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body }));
    },
  };
}
