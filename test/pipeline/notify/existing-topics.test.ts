import { expect, it } from "vitest";
import { configFromData } from "../../../src/config/index.js";
import type { Incident, TransitionKind } from "../../../src/contracts/verdict.js";
import { pageOrHold } from "../../../src/pipeline/answers/paging.js";
import type { AnalysisDeps } from "../../../src/pipeline/deps.js";
import { drainOutbox } from "../../../src/pipeline/outbox.js";
import { incident } from "../../core/report/digest/digest-facts.js";
import { memoryTable } from "../memory/memory-table.js";

const NOW_MS = Date.UTC(2026, 2, 2, 7);
const PAGE = "arn:aws:sns:eu-central-1:123456789012:ml-page";
const PAGERS = "arn:aws:sns:eu-central-1:123456789012:pagers";

const monitor = { captures: { format: "jsonl" }, reference: { live: "7d" }, columns: { time: "at" } };

/** A monitor whose critical incidents go to a topic of their own, told of these transitions one after the other. */
async function told(transitions: readonly (readonly [TransitionKind, Incident["severity"]])[]): Promise<string[]> {
  const config = configFromData(
    { hub: { alerts: { topics: { critical: PAGERS } } }, monitors: { churn: monitor } },
    "test",
  );
  const table = memoryTable(() => Promise.resolve());
  const deps = { table, monitor: config.monitors[0], hub: config.hub, pageTopicArn: PAGE } as unknown as AnalysisDeps;
  for (const [kind, severity] of transitions) {
    const transition = { kind, hour: 1, incident: incident("111111111111", severity) };
    const mail = { subject: `${kind} ${severity}`, body: "" };
    await pageOrHold(transition, { mail, noticeOf: () => Promise.reject(new Error()) as never }, NOW_MS, deps);
  }
  const sent: string[] = [];
  const mails = {
    send: ({ topicArn, subject }: { readonly topicArn: string; readonly subject: string }) => {
      sent.push(`${topicArn.split(":").at(-1)!}: ${subject}`);
      return Promise.resolve();
    },
  };
  await drainOutbox(table, mails, "churn", NOW_MS);
  return sent.sort();
}

it.each([
  {
    why: "a severity without a topic of its own goes to the page topic",
    transitions: [["opened", "high"]],
    mails: ["ml-page: opened high"],
  },
  {
    why: "one with a topic goes there, and nowhere else",
    transitions: [
      ["opened", "critical"],
      ["closed", "critical"],
    ],
    mails: ["pagers: closed critical", "pagers: opened critical"],
  },
  {
    why: "who was told of the beginning is told of the rest",
    transitions: [
      ["opened", "medium"],
      ["escalated", "critical"],
      ["closed", "critical"],
    ],
    mails: [
      "ml-page: closed critical",
      "ml-page: escalated critical",
      "ml-page: opened medium",
      "pagers: closed critical",
      "pagers: escalated critical",
    ],
  },
  {
    why: "a run that finds all of it again tells nothing twice, and nobody of what he was not told at its time",
    transitions: [
      ["opened", "medium"],
      ["escalated", "critical"],
      ["opened", "medium"],
      ["escalated", "critical"],
    ],
    mails: ["ml-page: escalated critical", "ml-page: opened medium", "pagers: escalated critical"],
  },
] as const)("mails by severity: $why", async ({ transitions, mails }) => {
  expect(await told(transitions)).toEqual(mails);
});
