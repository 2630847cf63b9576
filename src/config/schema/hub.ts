import * as z from "zod/mini";
import { field, group, optionalGroup } from "./field.js";
import { notifySchema } from "./notify.js";
import { ascendingPercents, positiveNumber, wholeNumber } from "./numbers.js";
import { distinctList, kmsKeyArn, textOf, topicArn } from "./texts.js";

const AMOUNT = "an amount in US dollars of at least 0";
const amount = z.number({ error: AMOUNT }).check(z.gte(0, { error: AMOUNT }));

const prices = group("prices such as { factor: 1.15 }", {
  factor: field(z._default(positiveNumber("a number above 0"), 1), "Times us-east-1's, for every price not in `usd`."),
  usd: field(
    z._default(
      z.record(z.string(), amount, { error: "prices in US dollars by name such as { metricMonth: 0.3 }" }),
      {},
    ),
    "Single prices in US dollars, by the names in docs/cost.md.",
    { unit: "US dollars" },
  ),
});

const spend = group("a cap such as { monthlyUsd: 300 }", {
  monthlyUsd: field(
    positiveNumber("an amount in US dollars above 0"),
    "What this stack may cost in a calendar month. A cap below 1.5 times the fixed floor is refused.",
    { unit: "US dollars" },
  ),
  notifyAt: field(z._default(ascendingPercents(), [50, 80, 100]), "Shares of the cap at which an e-mail is sent.", {
    unit: "percent",
  }),
  atCap: field(
    z._default(z.enum(["warn", "slow", "pause"]), "pause"),
    "What happens at the cap: only a warning, analysis less often and sampled, or a pause in which captures wait in S3.",
  ),
  prices: field(z.optional(prices), "Prices of the hub's region, as far as they differ from us-east-1's.", {
    fallback: "those of us-east-1",
  }),
});

const store = optionalGroup("store settings such as { retentionDays: 400 }", {
  retentionDays: field(
    z._default(wholeNumber("a whole number of days from 35 to 3650", 35, 3650), 400),
    "How long profiles, verdicts and reports are kept.",
    { unit: "days" },
  ),
  kmsKeyArn: field(z.optional(kmsKeyArn()), "Customer-managed key for the store, the table and the topics.", {
    fallback: "AWS-managed keys",
  }),
});

const ids = (what: string, pattern: RegExp) =>
  distinctList(textOf(`the id of a ${what}`, pattern), `a list of ids of ${what}s`).check(
    z.minLength(1, { error: `at least one ${what}` }),
  );

const network = group(
  "where functions run, such as { subnetIds: [subnet-0a1b2c3d], securityGroupIds: [sg-0a1b2c3d] }",
  {
    subnetIds: field(ids("subnet", /^subnet-[0-9a-f]+$/), "Subnets of a VPC in which the functions run."),
    securityGroupIds: field(ids("security group", /^sg-[0-9a-f]+$/), "Security groups of the functions."),
  },
);

const topics = optionalGroup("topic ARNs by severity such as { critical: arn:aws:sns:... }", {
  low: field(z.optional(topicArn()), "Existing topic for findings of low severity.", { fallback: "created" }),
  medium: field(z.optional(topicArn()), "Existing topic for findings of medium severity.", { fallback: "created" }),
  high: field(z.optional(topicArn()), "Existing topic for findings of high severity.", { fallback: "created" }),
  critical: field(z.optional(topicArn()), "Existing topic for findings of critical severity.", { fallback: "created" }),
});

export const hubSchema = optionalGroup("the settings of the hub such as { name: ml-monitoring }", {
  name: field(
    z._default(
      textOf(
        "a name of 1 to 40 characters a-z 0-9 - that starts with a letter and does not end with -",
        /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
      ),
      "plumbline",
    ),
    "Prefix of the stacks and of what they create.",
  ),
  falseAlarmsPer30Days: field(
    z.optional(positiveNumber("a number of false pages above 0")),
    "How many false pages all monitors together may send in 30 days; divided over them. Deterministic alarms of the pipeline itself are outside it.",
    { unit: "pages in 30 days", fallback: "1 for each monitor, at most 4 in all" },
  ),
  spend: field(z.optional(spend), "What the stack may cost and what happens then.", { fallback: "no cap" }),
  store: field(store, "Where and how long results are kept."),
  network: field(
    z.optional(network),
    "Subnets of a VPC, which needs endpoints for what the functions call (docs/security.md); each endpoint costs by the hour.",
    { fallback: "outside any VPC" },
  ),
  alerts: field(
    optionalGroup("alert settings such as { topics: { critical: arn:aws:sns:... } }", {
      topics: field(topics, "Existing SNS topics by severity."),
    }),
    "Which topics alarms go to.",
  ),
  notify: field(
    notifySchema("of every monitor that names none itself, and those of the hub", "none"),
    "Who is told unless a monitor says otherwise.",
  ),
});
