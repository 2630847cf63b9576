import type { Incident } from "../../../contracts/verdict.js";
import { pages } from "../../verdict/severity.js";
import type { Mail } from "../incident-mail.js";
import { formatNumber } from "../words.js";
import type { DigestFacts, DigestSpend, MonitorDigest } from "./digest-facts.js";
import { figuresOf, hasNews, monitorSection } from "./monitor-section.js";

/** What happened since the last digest, for those who are not paged for each of it. Plain text, the monitors with news first. */
export function digestMail(facts: DigestFacts): Mail {
  const news = facts.monitors.filter(hasNews);
  const quiet = facts.monitors.filter((monitor) => !hasNews(monitor));
  const parts = [
    opening(facts, news),
    ...news.map((monitor) => monitorSection(monitor)),
    ...(quiet.length === 0 ? [] : [quietMonitors(quiet, news.length > 0)]),
    ...(facts.spend === null ? [] : [spendLine(facts.spend)]),
    closing(facts),
  ];
  return { subject: subjectOf(facts, news), body: `${parts.join("\n\n")}\n` };
}

// SNS takes fewer than 100 characters.
const MAX_SUBJECT = 99;

function subjectOf(facts: DigestFacts, news: readonly MonitorDigest[]): string {
  const head = `Plumbline ${facts.hub}, ${facts.every} to ${dayOf(facts.toMs)}: `;
  const what = news.length === 0 ? "quiet" : [...counted(facts), `see ${listed(news)}`].join(", ");
  const subject = head + what;
  return subject.length <= MAX_SUBJECT ? subject : `${subject.slice(0, MAX_SUBJECT - 3)}...`;
}

const listed = (news: readonly MonitorDigest[]): string => news.map(({ monitor }) => monitor).join(", ");

/** `1 incident open`, `2 closed`: what there is none of is not counted. */
function counted({ monitors }: DigestFacts): readonly string[] {
  const told = (incidents: readonly Incident[], { page }: MonitorDigest): number =>
    incidents.filter(({ severity }) => pages(severity, page)).length;
  const sum = (of: (monitor: MonitorDigest) => number): number =>
    monitors.reduce((total, monitor) => total + of(monitor), 0);
  const open = sum((monitor) => told(monitor.open, monitor));
  const closed = sum((monitor) => told(monitor.closed, monitor));
  return [
    ...(open === 0 ? [] : [`${open} ${open === 1 ? "incident" : "incidents"} open`]),
    ...(closed === 0 ? [] : [`${closed} closed`]),
  ];
}

function opening(facts: DigestFacts, news: readonly MonitorDigest[]): string {
  const { hub, every, fromMs, toMs, monitors } = facts;
  const span = `the ${every} from ${minuteOf(fromMs)} to ${minuteOf(toMs)} UTC`;
  const models = monitors.length === 1 ? "1 model" : `${monitors.length} models`;
  const head = `What Plumbline (hub ${hub}) saw of ${models} in ${span}.`;
  if (news.length === 0)
    return `${head}\nNothing happened: no incident opened, closed or is open, and nothing is muted.`;
  const counts = counted(facts);
  return counts.length === 0 ? head : `${head}\n${counts.join(", ")}.`;
}

function quietMonitors(quiet: readonly MonitorDigest[], others: boolean): string {
  const lines = quiet.flatMap((monitor) => [
    `  ${monitor.monitor}`,
    ...figuresOf(monitor).map((line) => `    ${line}`),
  ]);
  return [others ? "Quiet" : "In figures", ...lines].join("\n");
}

function spendLine({ spentUsd, forecastUsd, capUsd, state }: DigestSpend): string {
  const figures = `$${spentUsd.toFixed(2)} this month so far, about $${forecastUsd.toFixed(2)} by its end at the present pace`;
  const paused = state === "paused" ? " Work is paused: captures wait in S3." : "";
  const slow = state === "slow" ? " Work is slowed: captures are sampled, hours are judged later." : "";
  return `Spend of the whole hub\n  ${figures}; the cap is $${formatNumber(capUsd)}.${paused}${slow}`;
}

function closing({ hub, dashboardUrl, every, monitors }: DigestFacts): string {
  const open = monitors.some((monitor) => monitor.open.length + monitor.persistent.length > 0);
  return [
    ...(open ? ["Answer     npx plumbline ack | mute | accept MONITOR; docs/operations.md says when to say what"] : []),
    ...(dashboardUrl === null ? [] : [`Dashboard  ${dashboardUrl}`]),
    `You get this every ${every} because notify.digest of hub ${hub} names you; plumbline.yaml says who does.`,
  ].join("\n");
}

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
const minuteOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 16).replace("T", " ");
