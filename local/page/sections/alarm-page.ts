import type { AlarmHistoryItem, AlarmView } from "../../cloudwatch/alarms/alarms.js";
import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";
import { alarmChart, conditionOf } from "../dashboard/alarm-chart.js";
import type { TimeRange } from "../dashboard/time-range.js";
import { formatSpan, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import { stateBadge } from "./alarm-state.js";

const CHART_HEIGHT = 260;

/** One alarm: its condition, what it watches, and its history, newest first. */
export function alarmPage(alarm: AlarmView, cloudwatch: CloudWatchView, range: TimeRange, nowMs: number): Html {
  const { definition, state, sinceMs, reason, arn, history } = alarm;
  return html`<article class="block">
    <p class="back"><a href="/">Overview</a></p>
    <h1 class="headline">${definition.name}</h1>
    <p class="lead">${stateBadge(state)} for ${formatSpan(nowMs - sinceMs)}, since ${formatTime(sinceMs)}</p>
    ${definition.description === undefined ? undefined : html`<p>${definition.description}</p>`}
    <div class="widget">
      <h2 class="widget-title">${conditionOf(definition)}</h2>
      ${alarmChart(alarm, cloudwatch, range, CHART_HEIGHT)}
    </div>
    <dl class="facts facts-wide">
      <div>
        <dt>Reason</dt>
        <dd>${reason}</dd>
      </div>
      <div>
        <dt>Missing data</dt>
        <dd>${definition.treatMissingData}</dd>
      </div>
      <div>
        <dt>Tells on alarm</dt>
        <dd>${topics(definition.actions.ALARM)}</dd>
      </div>
      <div>
        <dt>Tells on OK</dt>
        <dd>${topics(definition.actions.OK)}</dd>
      </div>
      <div>
        <dt>ARN</dt>
        <dd><code>${arn}</code></dd>
      </div>
    </dl>
    <h2>History</h2>
    <ol class="history">
      ${history.toReversed().map(historyItem)}
    </ol>
  </article>`;
}

function topics(arns: readonly string[]): string {
  return arns.length === 0 ? "nobody" : arns.map((arn) => arn.split(":").at(-1) ?? arn).join(", ");
}

function historyItem({ timeMs, state, summary }: AlarmHistoryItem): Html {
  return html`<li>
    <time class="faint" datetime="${new Date(timeMs).toISOString()}">${formatTime(timeMs)}</time>
    <span>${state === undefined ? undefined : stateBadge(state)} ${summary}</span>
  </li>`;
}
