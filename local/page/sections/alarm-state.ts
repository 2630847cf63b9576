import type { AlarmState } from "../../cloudwatch/alarms/missing-data.js";
import { html, type Html } from "../html.js";

const STATES: Readonly<Record<AlarmState, { readonly className: string; readonly words: string }>> = {
  ALARM: { className: "bad", words: "In alarm" },
  OK: { className: "good", words: "OK" },
  INSUFFICIENT_DATA: { className: "unknown", words: "No data" },
};

export function stateBadge(state: AlarmState): Html {
  const { className, words } = STATES[state];
  return html`<span class="badge badge-${className}">${words}</span>`;
}

export function alarmPath(name: string): string {
  return `/alarms/${encodeURIComponent(name)}`;
}

export function alarmLink(name: string): Html {
  return html`<a href="${alarmPath(name)}">${name}</a>`;
}
