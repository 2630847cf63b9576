import type { Finding, HourIndex, Incident, IncidentFinding } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import type { AnswerCommand } from "../incident-mail.js";
import { modelCard, type ModelFacts } from "../page/model-card.js";
import { type Entries, figures, provenanceSection, table } from "../page/page-parts.js";
import { pageShell } from "../page/page-shell.js";
import { QUALITY_STYLE } from "../quality-style.js";
import { qualityTrouble } from "../quality-words.js";
import { describeCheck, describeRows, formatChange, formatCount, formatHour, formatNumber } from "../words.js";
import { eventTimeline, type TimelineEntry } from "./event-timeline.js";
import { evidenceSection, type FeatureEvidence } from "./feature-evidence.js";
import { headlineOf, stateWords } from "./incident-headline.js";
import { INCIDENT_STYLE } from "./incident-style.js";
import { type QualityEffect, qualityEffect } from "./quality-effect.js";
import { whatToDo } from "./what-to-do.js";

/** Everything that an incident's report shows. */
export interface IncidentReport {
  readonly incident: Incident;
  /** Last window that is known of. */
  readonly asOfHour: HourIndex;
  /** Features of the findings, most important first. */
  readonly evidence: readonly FeatureEvidence[];
  /** Checks of other features that were near their limit in the incident's last drifting window. */
  readonly alsoMoved: readonly Finding[];
  /** Null where the monitor has no labels. */
  readonly quality: QualityEffect | null;
  readonly timeline: readonly TimelineEntry[];
  readonly answers: readonly AnswerCommand[];
  readonly model: ModelFacts;
  readonly provenance: Entries;
  /** True where hours are hours of arrival and not of the event. */
  readonly arrivalTime: boolean;
}

const MOST_FINDINGS = 200;
const MOST_ALSO = 15;
const HOUR_MS = 3_600_000;

/** One self-contained page about one incident: what changed first, then what to do, then everything it rests on. */
export function incidentReport(report: IncidentReport): string {
  const { incident, evidence, quality, timeline, model, provenance, answers } = report;
  const onset = onsetOf(incident);
  return pageShell({
    title: `${incident.monitor}: incident ${incident.id}`,
    style: QUALITY_STYLE + INCIDENT_STYLE,
    sections: [
      header(report, onset),
      whatChanged(incident),
      whatToDo(incident, answers, model.runbook ?? null),
      evidenceSection(evidence),
      alsoMoved(report),
      qualityEffect(quality, onset),
      eventTimeline(timeline, onset * HOUR_MS),
      modelCard(model),
      provenanceSection(provenance),
    ],
  });
}

/** Where the earliest of the changes began. */
export function onsetOf({ findings, openedHour }: Incident): HourIndex {
  return Math.min(openedHour, ...findings.map(({ onsetHour }) => onsetHour));
}

/** Each feature's worst finding, in the order of importance, with the earliest onset of all its findings. */
export function worstByFeature({ findings }: Incident): readonly IncidentFinding[] {
  const worst = new Map<string, IncidentFinding>();
  for (const finding of findings) {
    const known = worst.get(finding.feature);
    const onsetHour = Math.min(finding.onsetHour, known?.onsetHour ?? Infinity);
    worst.set(finding.feature, { ...(known ?? finding), onsetHour });
  }
  return [...worst.values()];
}

function header({ incident, asOfHour, arrivalTime }: IncidentReport, onset: HourIndex): string {
  const { status, severity, findings, monitor, id } = incident;
  const [worst] = findings;
  const { state, note } = stateWords(incident, asOfHour);
  const features = new Set(findings.map(({ feature }) => feature)).size;
  const what = qualityTrouble(incident) === null ? "feature" : "metric";
  const shown = [
    { name: "Began", value: formatHour(onset), note: arrivalTime ? "hour of arrival, not of the event" : "" },
    { name: "Size", value: severity, note: worst ? sizeNote(worst) : "" },
    { name: "Changed", value: `${formatCount(features)} ${what}${features === 1 ? "" : "s"}` },
    { name: "State", value: state, note },
  ];
  return `<header>
<p class="status ${status}">${escapeHtml(state)}, ${severity}</p>
<h1>${escapeHtml(headlineOf(incident))}</h1>
<p class="note">Monitor ${escapeHtml(monitor)}, incident ${escapeHtml(id)}, as of the window of ${formatHour(asOfHour)}</p>
${figures(shown)}
${worst ? `<p class="lead">${escapeHtml(howSure(worst))}</p>` : ""}
</header>`;
}

const sizeNote = ({ role, effect }: IncidentFinding): string =>
  role === "quality" ? "" : `${formatNumber(effect)} standard deviations of the reference`;

/** How sure, without statistics where that can be said. */
function howSure(finding: IncidentFinding): string {
  const { usual, effect, psi, value, limit, check } = finding;
  const seen = `Seen ${describeRows(finding)}.`;
  if (usual !== undefined) {
    const index = psi ? ` PSI ${formatNumber(psi.value)}; chance alone gives ${formatNumber(psi.byChance)}.` : "";
    return `${seen} Unchanged, so many records stay within ${formatNumber(usual)} standard deviations 19 times of 20; this is ${formatNumber(effect)}.${index}`;
  }
  return `${seen} The check "${check}" is at ${formatNumber(value)} and tells from ${formatNumber(limit)} on.`;
}

function whatChanged({ findings }: Incident): string {
  const rows = findings.slice(0, MOST_FINDINGS).map((finding) => {
    const { feature, role, change, severity, effect, onsetHour, check, lens, value, limit } = finding;
    return [
      `${escapeHtml(feature)}${role === "feature" ? "" : `<small>${role}</small>`}`,
      escapeHtml(change ? formatChange(change) : ""),
      `<span class="severity ${severity}">${severity}</span>${role === "quality" ? "" : `<small>${formatNumber(effect)} sd</small>`}`,
      formatHour(onsetHour),
      `${escapeHtml(describeCheck(finding))}<small>${escapeHtml(check)}, ${lens}: ${formatNumber(value)}, limit ${formatNumber(limit)}</small>`,
    ];
  });
  const columns = [
    { title: "Name" },
    { title: "Normally -> now" },
    { title: "Size" },
    { title: "Since" },
    { title: "How it was found" },
  ];
  const rest = findings.length - rows.length;
  const more = rest > 0 ? `<p class="note">and ${formatCount(rest)} more checks</p>` : "";
  return `<section><h2>What changed</h2>${table(columns, rows)}${more}</section>`;
}

function alsoMoved({ alsoMoved: others, incident }: IncidentReport): string {
  if (others.length === 0 || incident.findings.every(({ role }) => role === "quality")) return "";
  const rows = others
    .slice(0, MOST_ALSO)
    .map((finding) => [
      escapeHtml(finding.feature),
      escapeHtml(finding.change ? formatChange(finding.change) : describeCheck(finding)),
      `${escapeHtml(finding.check)}, ${finding.lens}`,
      `${formatNumber(100 * finding.ratio)} %`,
    ]);
  const columns = [
    { title: "Feature" },
    { title: "Normally -> now" },
    { title: "Check" },
    { title: "Of its limit", isNumber: true },
  ];
  const when = formatHour(incident.lastDriftingHour);
  return `<section><h2>What else moved</h2><p>Checks of other features at ${when} that came to half of their limit or more. Below 100 % they may be chance.</p>${table(columns, rows)}</section>`;
}
