import * as z from "zod/mini";
import { isTimeZone, parsePeriodDays } from "../period.js";

/*
 * Texts with a form of their own. The message of each is what it expects, so that every problem can be told as
 * "<field> expects <message>, got <value>".
 */

/** A text of the given form. */
export function textOf(expected: string, form: RegExp) {
  return z.string({ error: expected }).check(z.regex(form, { error: expected }));
}

/** A text that a function accepts. */
function textThat(expected: string, accepts: (text: string) => boolean, params: TextParams = {}) {
  return z.string({ error: expected }).check(z.refine(accepts, { error: expected, params: { ...params } }));
}

/** Names among which a mistyped one is looked up. */
export interface TextParams {
  readonly candidates?: () => readonly string[];
}

export const nonEmptyText = (expected: string) => textOf(expected, /\S/);

/** Names in data may look like numbers or booleans to YAML (`1`, `true`); they are texts all the same. */
export function nameText(expected: string) {
  const text = z.string().check(z.minLength(1, { error: expected }));
  return z.pipe(z.union([text, z.number(), z.boolean()], { error: expected }), z.transform(String));
}

export const columnName = () => nameText("a column name");

/** A list without repetitions. */
export function distinctList<T extends z.ZodMiniType>(item: T, expected: string) {
  return z.array(item, { error: expected }).check((context) => {
    const seen = new Set<string>();
    context.value.forEach((value, index) => {
      const key = JSON.stringify(value);
      if (seen.has(key)) {
        context.issues.push({
          code: "custom",
          input: value,
          path: [index],
          message: "an entry that is not in the list already",
        });
      }
      seen.add(key);
    });
  });
}

export const columnNames = () => distinctList(columnName(), "a list of column names");

export const bucketName = () =>
  textOf(
    "a bucket name of 3 to 63 characters a-z 0-9 . - that starts and ends with a letter or digit",
    /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/,
  );

export const keyPrefix = () =>
  textOf(
    "a key prefix that ends with / and does not start with one, or an empty text",
    /^$|^[^/](.*[^/])?\/$|^[^/]\/$/,
  );

export const keyGlob = () => textOf("a pattern of the key below the prefix, without a leading /", /^[^/\s].*$/);

export const s3Url = () =>
  textOf("an S3 URL such as s3://bucket/path/train.csv", /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.*[^/]$/);

export const kmsKeyArn = () =>
  textOf("the ARN of a KMS key", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/);

export const topicArn = () => textOf("the ARN of an SNS topic", /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/);

export const secretArn = () =>
  textOf("the ARN of a Secrets Manager secret", /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/);

export const retrainTargetArn = () =>
  textOf(
    "the ARN of a Step Functions state machine or a SageMaker pipeline",
    /^arn:aws[a-z-]*:(states:[a-z0-9-]+:\d{12}:stateMachine:[\w-]+|sagemaker:[a-z0-9-]+:\d{12}:pipeline\/[\w-]+)$/,
  );

/** Resources whose state changes EventBridge tells. Express workflows of Step Functions tell none. */
export const pipelineArn = () =>
  textOf(
    "the ARN of a SageMaker pipeline, a Glue job or a Step Functions state machine",
    /^arn:aws[a-z-]*:(states:[a-z0-9-]+:\d{12}:stateMachine:[\w-]+|sagemaker:[a-z0-9-]+:\d{12}:pipeline\/[\w-]+|glue:[a-z0-9-]+:\d{12}:job\/[^\s/]+)$/,
  );

export const email = () => textOf("an e-mail address", /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/);

/** Split at the first `=`, which is why no name holds one. Tags that AWS or this program gives itself are not the model's own. */
export const costTag = () =>
  textOf(
    "a tag such as model=churn: letters, digits, blanks and _ . : / + - @, not beginning with aws: or plumbline:",
    /^(?!aws:|plumbline:)[\p{L}\p{N} _.:/+\-@]{1,128}=[\p{L}\p{N} _.:/=+\-@]{1,256}$/iu,
  );

export const webUrl = () => textOf("a URL that starts with https:// or http://", /^https?:\/\/[^\s/]+\S*$/);

export const timeZone = () =>
  textThat("an IANA time zone such as Europe/Berlin, or UTC", isTimeZone, {
    candidates: () => Intl.supportedValuesOf("timeZone"),
  });

export const period = () =>
  textThat(
    "a period of whole days such as 2026-08-01/2026-10-31, both inclusive, the second not before the first",
    (text) => parsePeriodDays(text) !== null,
  );

export const timeOfDay = () => textOf("a time of day such as 06:00", /^([01]\d|2[0-3]):[0-5]\d$/);

/** `yyyy`, `MM` and `dd` in braces, together or apart, `HH` if the key has hours. */
export const timePattern = () =>
  textThat(
    "a pattern of the key with year, month and day, such as dt={yyyy-MM-dd} or {yyyy}/{MM}/{dd}/{HH}",
    (text) => {
      const tokens = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "").join(" ");
      return (
        ["yyyy", "MM", "dd"].every((token) => tokens.includes(token)) && /^(yyyy|MM|dd|HH|[^A-Za-z{}])*$/.test(tokens)
      );
    },
  );

export const jsonPath = () => textOf("a JSON path such as $.instances[*]", /^\$([.[].*)?$/);
