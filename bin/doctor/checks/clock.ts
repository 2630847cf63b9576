import type { Check } from "../check.js";
import { type Finding, ok, problem, unknown, warning } from "../finding.js";

/** AWS refuses signatures that are more than five minutes off. */
const REFUSED_S = 300;
/** More than a slow answer and the header's whole seconds make. */
const NOTABLE_S = 30;

/** This machine's clock beside that of AWS. */
export const clock: Check = {
  name: "clock",
  run: ({ nowMs, awsNowMs }) => Promise.resolve([judge(nowMs, awsNowMs)]),
};

function judge(nowMs: number, awsNowMs: number | null): Finding {
  const subject = "this machine";
  if (awsNowMs === null) return unknown(subject, "AWS's answer said no time");
  const offS = Math.round((nowMs - awsNowMs) / 1000);
  const words = `its clock is ${Math.abs(offS)} s ${offS < 0 ? "behind" : "ahead of"} that of AWS`;
  const fix = "sudo timedatectl set-ntp true   # or the time settings of your system";
  if (Math.abs(offS) > REFUSED_S) return problem(subject, `${words}; requests are refused from 300 s on`, fix);
  return Math.abs(offS) > NOTABLE_S ? warning(subject, words, fix) : ok(subject, words);
}
