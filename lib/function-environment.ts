import { Token } from "aws-cdk-lib";
import { PlumblineError } from "../src/contracts/errors.js";
import type { FunctionName } from "./lambda-bundles.js";

/** What the functions of one monitor may be told. Values that CloudFormation fills in are tokens. */
export interface FunctionEnvironmentValues {
  /** From `serialiseMonitorEnvironment`; read by `parseMonitorEnvironment`. */
  readonly PLUMBLINE_CONFIG: string;
  readonly PLUMBLINE_STORE_BUCKET: string;
  readonly PLUMBLINE_TABLE: string;
  readonly PLUMBLINE_CAPTURE_BUCKET: string;
  /** Key of the hashes that stand for rare and unseen categories. */
  readonly PLUMBLINE_HASH_KEY: string;
  readonly PLUMBLINE_CAPTURE_QUEUE_URL: string;
  /** Where captures and label files that can't be read are put, with the reason. */
  readonly PLUMBLINE_DEAD_LETTER_QUEUE_URL: string;
  /** Where no labels are configured there is no such queue. */
  readonly PLUMBLINE_LABEL_QUEUE_URL?: string;
  /** Where webhooks are told from; absent where the monitor has none. */
  readonly PLUMBLINE_NOTICE_QUEUE_URL?: string;
  readonly PLUMBLINE_PAGE_TOPIC_ARN: string;
  readonly PLUMBLINE_DASHBOARD_URL: string;
}

type VariableName = keyof FunctionEnvironmentValues;

const EVERY_FUNCTION: readonly VariableName[] = [
  "PLUMBLINE_CONFIG",
  "PLUMBLINE_STORE_BUCKET",
  "PLUMBLINE_TABLE",
  "PLUMBLINE_CAPTURE_BUCKET",
  "PLUMBLINE_HASH_KEY",
];

/** The whole environment of each function; nothing else is set. */
const VARIABLES: Readonly<Record<FunctionName, readonly VariableName[]>> = {
  "profile-captures": [...EVERY_FUNCTION, "PLUMBLINE_DEAD_LETTER_QUEUE_URL"],
  "analyze-windows": [
    ...EVERY_FUNCTION,
    "PLUMBLINE_CAPTURE_QUEUE_URL",
    "PLUMBLINE_LABEL_QUEUE_URL",
    "PLUMBLINE_NOTICE_QUEUE_URL",
    "PLUMBLINE_PAGE_TOPIC_ARN",
    "PLUMBLINE_DASHBOARD_URL",
  ],
  "build-baseline": [...EVERY_FUNCTION, "PLUMBLINE_CAPTURE_QUEUE_URL"],
  reconcile: [...EVERY_FUNCTION, "PLUMBLINE_CAPTURE_QUEUE_URL", "PLUMBLINE_LABEL_QUEUE_URL"],
  // Not the key of hashed categories: it never makes one.
  widget: ["PLUMBLINE_CONFIG", "PLUMBLINE_STORE_BUCKET", "PLUMBLINE_TABLE"],
  "join-labels": [...EVERY_FUNCTION, "PLUMBLINE_LABEL_QUEUE_URL", "PLUMBLINE_DEAD_LETTER_QUEUE_URL"],
};

/** Lambda refuses a function whose variables, names and values together, are larger. */
const MAX_BYTES = 4096;
// What CloudFormation fills in is at most a queue's URL or a topic's ARN with names of full length.
const FILLED_IN_BYTES = 150;

/** @throws PlumblineError `ENVIRONMENT_TOO_LARGE` when Lambda would refuse the function at deploy */
export function functionEnvironment(
  name: FunctionName,
  monitor: string,
  values: FunctionEnvironmentValues,
): Record<string, string> {
  const environment = Object.fromEntries(
    VARIABLES[name].flatMap((variable) => {
      const value = values[variable];
      return value === undefined ? [] : [[variable, value] as const];
    }),
  );
  const bytes = Object.entries(environment).reduce(
    (sum, [variable, value]) =>
      sum + variable.length + (Token.isUnresolved(value) ? FILLED_IN_BYTES : Buffer.byteLength(value)),
    0,
  );
  if (bytes > MAX_BYTES) {
    throw new PlumblineError(
      "ENVIRONMENT_TOO_LARGE",
      `environment of ${name} expects at most ${MAX_BYTES} bytes, got about ${bytes}: shorten monitors.${monitor} ` +
        "(long lists of columns, model.card), of which every function carries a copy",
      { details: { function: name, monitor, bytes, maxBytes: MAX_BYTES } },
    );
  }
  return environment;
}
