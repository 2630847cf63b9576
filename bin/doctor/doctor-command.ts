import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { readConfig } from "../read-config.js";
import { checks } from "./checks.js";
import { examine } from "./examine.js";
import type { CheckedFinding, Status } from "./finding.js";

export interface DoctorOptions {
  readonly config: string;
  readonly profile?: string;
}

const WORDS: Readonly<Record<Status, string>> = {
  ok: "ok",
  warning: "warning",
  problem: "PROBLEM",
  unknown: "unknown",
};

/** Looks whether all is right on AWS. Status 1 where there is a problem; warnings and what could not be looked at are none. */
export async function runDoctor({ options, output }: Call<DoctorOptions>): Promise<ExitStatus> {
  const config = await readConfig(options.config);
  // The SDK's clients read it, as those of every AWS tool do.
  if (options.profile !== undefined) process.env["AWS_PROFILE"] = options.profile;
  const examination = await examine(config, options.config, checks, (check) => {
    output.progress(`looking at ${check}`);
  });
  const { findings } = examination;
  for (const finding of findings) {
    output.line(lineOf(finding));
    if (finding.fix !== null) output.line(`${" ".repeat(MARGIN)}${finding.fix}`);
  }
  const counts = countByStatus(findings);
  output.line();
  output.line(summaryOf(counts, examination.accountId !== null));
  output.json({ ...examination, counts });
  return counts.problem > 0 ? ExitStatus.problems : ExitStatus.ok;
}

/** Width of the status and the space behind it. */
const MARGIN = 9;

function lineOf({ status, check, subject, message }: CheckedFinding): string {
  return `${WORDS[status].padEnd(MARGIN)}${check}: ${subject}: ${message}`;
}

function countByStatus(findings: readonly CheckedFinding[]): Readonly<Record<Status, number>> {
  const counts = { ok: 0, warning: 0, problem: 0, unknown: 0 };
  for (const { status } of findings) counts[status]++;
  return counts;
}

function summaryOf(counts: Readonly<Record<Status, number>>, looked: boolean): string {
  if (!looked) return `Nothing else was looked at: all ${checks.length} other checks ask AWS.`;
  const { ok, warning, problem, unknown } = counts;
  return `${ok} ok, ${plural(warning, "warning")}, ${plural(problem, "problem")}, ${unknown} that could not be looked at`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
