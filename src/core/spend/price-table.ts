import { PlumblineError } from "../../contracts/errors.js";

/** AWS services as a bill names them. */
export type BilledService =
  "Lambda" | "S3" | "DynamoDB" | "SQS" | "EventBridge" | "CloudWatch" | "CloudWatch Logs" | "SNS" | "SageMaker";

/** One price: what a unit costs and where that was read. */
export interface Price {
  readonly service: BilledService;
  /** What is counted, e.g. `GB-second`. */
  readonly unit: string;
  /** US dollars for one unit. */
  readonly usd: number;
  /** The page of aws.amazon.com that states it. */
  readonly page: string;
  /** `read`: looked up on the page's date. `unverified`: known, and not looked up again. */
  readonly known: "read" | "unverified";
}

/** Everything that Plumbline's resources and requests are billed by. */
export type PriceName =
  | "lambdaGbSecond"
  | "lambdaRequest"
  | "s3Write"
  | "s3Read"
  | "s3StorageGbMonth"
  | "dynamoWriteUnit"
  | "dynamoReadUnit"
  | "dynamoStorageGbMonth"
  | "dynamoBackupGbMonth"
  | "sqsRequest"
  | "objectEvent"
  | "schedulerInvocation"
  | "metricMonth"
  | "alarmMetricMonth"
  | "compositeAlarmMonth"
  | "dashboardMonth"
  | "metricRequest"
  | "logIngestedGb"
  | "logStoredGbMonth"
  | "mailSent"
  | "topicRequest"
  | "processingHour";

export interface PriceTable {
  readonly region: string;
  /** Day on which the prices were put together, ISO 8601. */
  readonly asOf: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
}

/** Another region's prices, as far as they differ: a factor for all, or single prices in US dollars. */
export interface PriceOverride {
  readonly region: string;
  readonly asOf: string;
  /** Multiplies every price that `usd` doesn't name. @default 1 */
  readonly factor?: number;
  readonly usd?: Readonly<Record<string, number>>;
}

/** @throws PlumblineError `PRICES` for a price that is unknown or no amount, by name */
export function overridden(table: PriceTable, { region, asOf, factor = 1, usd = {} }: PriceOverride): PriceTable {
  if (!Number.isFinite(factor) || factor <= 0) throw wrong("factor", "a number above 0", factor);
  for (const [name, value] of Object.entries(usd)) {
    if (!Object.hasOwn(table.prices, name)) {
      throw wrong(`usd.${name}`, `one of ${Object.keys(table.prices).join(", ")}`, name);
    }
    if (!Number.isFinite(value) || value < 0) throw wrong(`usd.${name}`, "an amount of at least 0", value);
  }
  const prices = Object.entries(table.prices).map(([name, price]) => [
    name,
    { ...price, usd: usd[name] ?? price.usd * factor },
  ]);
  return { region, asOf, prices: Object.fromEntries(prices) as PriceTable["prices"] };
}

function wrong(subject: string, rule: string, got: string | number): PlumblineError {
  return new PlumblineError("PRICES", `price ${subject} expects ${rule}, got ${got}`, {
    details: { subject, got },
  });
}
