import type { AlarmView } from "../../cloudwatch/alarms/alarms.js";
import type { AlarmState } from "../../cloudwatch/alarms/missing-data.js";
import type { MailboxMessage, QueueDepth } from "../../contracts.js";
import { conditionOf } from "../dashboard/alarm-chart.js";
import { formatCount, formatSpan, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import { alarmLink, alarmPath, stateBadge } from "./alarm-state.js";
import { mailPath } from "./mail.js";
import type { PageData } from "./page-data.js";

/** The top of the page: what is wrong now, the newest e-mail, the run's summary, and the state of every alarm. */
export function nowSection(data: PageData): Html {
  const { view, cloudwatch, summary } = data;
  const nowMs = view.nowMs();
  const alarms = cloudwatch.alarms();
  const troubled = alarms.filter(needsAttention);
  const deadLetters = view.queues().filter(({ deadLetter, visible, inFlight }) => deadLetter && visible + inFlight > 0);
  const newest = view.mailbox().at(-1);
  return html`<section class="now" id="now" aria-labelledby="now-title">
    <div class="now-main">
      ${headline(troubled, deadLetters, alarms)} ${troubled.map((alarm) => alarmCard(alarm, nowMs))}
      ${deadLetters.map(deadLetterCard)} ${newest === undefined ? undefined : newestMail(newest, nowMs)}
    </div>
    <div class="now-side">${summaryList(summary?.())} ${alarmTable(alarms, nowMs)}</div>
  </section>`;
}

/** In alarm, or without data where that is told to people too (a heartbeat that stopped). */
function needsAttention({ state, definition, history }: AlarmView): boolean {
  const stopped = state === "INSUFFICIENT_DATA" && history.some((item) => item.state === state);
  return state === "ALARM" || (stopped && definition.actions.INSUFFICIENT_DATA.length > 0);
}

function headline(
  troubled: readonly AlarmView[],
  deadLetters: readonly QueueDepth[],
  alarms: readonly AlarmView[],
): Html {
  const problems = troubled.length + deadLetters.length;
  const silent = alarms.filter(({ state }) => state === "INSUFFICIENT_DATA").length;
  const still = silent === 0 ? "" : ` ${formatCount(silent, "alarm")} ${silent === 1 ? "has" : "have"} no data.`;
  const words =
    problems > 0
      ? `${formatCount(problems, "thing")} ${problems === 1 ? "needs" : "need"} attention`
      : alarms.length === 0
        ? "No alarms are deployed"
        : "Nothing is wrong";
  const fine = `${formatCount(alarms.length, "alarm")} watched, none firing.${still}`;
  return html`<h1 id="now-title" class="${problems > 0 ? "headline headline-bad" : "headline"}">${words}</h1>
    ${problems > 0 || alarms.length === 0 ? undefined : html`<p class="lead">${fine}</p>`}`;
}

function alarmCard({ definition, state, sinceMs, reason }: AlarmView, nowMs: number): Html {
  return html`<article class="card card-bad">
    <h2 class="card-title"><a href="${alarmPath(definition.name)}">${definition.name}</a></h2>
    ${definition.description === undefined ? undefined : html`<p>${definition.description}</p>`}
    <p class="faint">${conditionOf(definition)}</p>
    <p class="faint reason">${reason}</p>
    <p class="card-foot">
      ${state === "ALARM" ? "In alarm" : "Without data"} for ${formatSpan(nowMs - sinceMs)}, since
      ${formatTime(sinceMs)}
    </p>
  </article>`;
}

function deadLetterCard({ name, visible, inFlight }: QueueDepth): Html {
  return html`<article class="card card-bad">
    <h2 class="card-title"><a href="#queues">${name}</a></h2>
    <p>${formatCount(visible + inFlight, "message")} could not be processed and wait in this dead-letter queue.</p>
  </article>`;
}

function newestMail(mail: MailboxMessage, nowMs: number): Html {
  return html`<article class="card">
    <p class="eyebrow">Newest e-mail, ${formatSpan(nowMs - mail.sentAtMs)} ago</p>
    <h2 class="card-title"><a href="${mailPath(mail.id)}">${mail.subject}</a></h2>
  </article>`;
}

function summaryList(summary: Readonly<Record<string, string | number>> | undefined): Html | undefined {
  const entries = Object.entries(summary ?? {});
  if (entries.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="summary-title">
    <h2 class="panel-title" id="summary-title">This run</h2>
    <dl class="facts">
      ${entries.map(([name, value]) => {
        const text = typeof value === "number" ? value.toLocaleString("en-US") : value;
        return html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`;
      })}
    </dl>
  </section>`;
}

const ORDER: readonly AlarmState[] = ["ALARM", "INSUFFICIENT_DATA", "OK"];

function alarmTable(alarms: readonly AlarmView[], nowMs: number): Html | undefined {
  if (alarms.length === 0) return undefined;
  const rows = alarms
    .toSorted(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.definition.name < b.definition.name ? -1 : 1),
    )
    .map(
      ({ definition, state, sinceMs }) =>
        html`<tr>
          <td>${stateBadge(state)}</td>
          <th scope="row">${alarmLink(definition.name)}</th>
          <td class="number">${formatSpan(nowMs - sinceMs)}</td>
        </tr>`,
    );
  return html`<section class="panel" aria-labelledby="alarms-title">
    <h2 class="panel-title" id="alarms-title">Alarms</h2>
    <table class="alarms">
      <thead class="unseen">
        <tr>
          <th scope="col">State</th>
          <th scope="col">Alarm</th>
          <th scope="col">For</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
