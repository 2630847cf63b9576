import type { GrantUse } from "../../local/iam/grant-ledger.js";

/** Grants that no run here can exercise, each with why the product holds them nevertheless. */
export const IDLE_GRANTS: readonly { readonly why: string; readonly covers: (grant: GrantUse) => boolean }[] = [
  {
    why: "What is normal is kept for good. Should it be lost, only the right to list tells lost from forbidden.",
    covers: ({ action, conditions }) => action === "s3:ListBucket" && conditions[0]?.includes("calibrations/") === true,
  },
  {
    why: "Verdicts expire long after their incidents. Should one be looked up late, only the right to list tells expired from forbidden.",
    covers: ({ action, conditions }) => action === "s3:ListBucket" && conditions[0]?.includes("verdicts/") === true,
  },
  {
    why: "Verdicts expire, what was counted of their windows doesn't: only the right to list tells expired from forbidden.",
    covers: ({ action, conditions }) => action === "s3:ListBucket" && conditions[0]?.includes("verdicts/") === true,
  },
  {
    why: "An hour's join rows come before their filter, and labels before their file's entry: one moment lacks the other.",
    covers: ({ action, conditions }) =>
      action === "s3:ListBucket" && /joinfilters\/|labelfiles\//.test(conditions[0] ?? ""),
  },
  {
    why: "Join rows expire. Should a mark of their hour be left, only the right to list tells expired from forbidden.",
    covers: ({ action, conditions }) => action === "s3:ListBucket" && conditions[0]?.includes("joinrows/") === true,
  },
  {
    why: "AWS Budgets is not played here. A budget of the account may be pointed at any topic, and must be heard.",
    covers: ({ action, principals }) => action === "sns:Publish" && principals.includes("budgets.amazonaws.com"),
  },
  {
    why: "The digest topic is a public handle: an alarm that a user points at it must be heard. None of ours does.",
    covers: ({ holder, principals }) =>
      holder.endsWith(":plumbline-digest") && principals.includes("cloudwatch.amazonaws.com"),
  },
  {
    why: "CDK's queue target grants a rule these beside sqs:SendMessage. They tell a queue's settings, no message.",
    covers: ({ action, principals }) =>
      ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"].includes(action) && principals.includes("events.amazonaws.com"),
  },
];

/**
 * What a grant is, whichever monitor holds it: monitors have the same roles, whatever their rule and reference, and a
 * page topic of their own or the hub's.
 */
export function kindOfGrant({ holder, action, resource, conditions, principals }: GrantUse, monitors: RegExp): string {
  return [holder, action, resource, ...conditions, ...principals]
    .join(" ")
    .replace(monitors, "<monitor>")
    .replaceAll(/plumbline-page(-<monitor>)?/g, "<page topic>");
}
