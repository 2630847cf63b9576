import { messageOf } from "../../../src/contracts/errors.js";
import type { Dashboard } from "../../cloudwatch/dashboards.js";
import { alarmLink, stateBadge } from "../sections/alarm-state.js";
import { html, type Html } from "../html.js";
import { asObject, memberOf, textAt, textsAt } from "./json.js";
import { markdown } from "./markdown.js";
import { metricWidget, type Drawing } from "./metric-widget.js";
import { keepsPeriods, withVariables, type Variable } from "./variables.js";
import { widgetsOf, type Widget } from "./widgets.js";

/** Draws a dashboard from its own body, on CloudWatch's grid of 24 columns. */
export function drawDashboard(
  dashboard: Dashboard,
  variables: readonly Variable[],
  context: Omit<Drawing, "keepPeriods">,
): Html {
  const body = withVariables(asObject(dashboard.body), variables);
  const drawing = { ...context, keepPeriods: keepsPeriods(body) };
  const widgets = widgetsOf(body);
  if (widgets.length === 0) return html`<p class="empty">The dashboard ${dashboard.name} has no widgets.</p>`;
  return html`<div class="grid">${widgets.map((widget) => drawWidget(widget, drawing))}</div>`;
}

function drawWidget(widget: Widget, drawing: Drawing): Html {
  const { x, y, width, height, type, properties } = widget;
  const place = `x${x} y${y} w${width} h${height}`;
  const title = textAt(properties, "title");
  const heading = title === undefined || title === "" ? undefined : html`<h3 class="widget-title">${title}</h3>`;
  const plain = type === "text" && memberOf(properties, "background") === "transparent" ? " widget-plain" : "";
  const name = title ?? `${type} widget`;
  return html`<div class="widget widget-${type}${plain} ${place}" role="group" aria-label="${name}">
    ${heading}${content(widget, drawing)}
  </div>`;
}

/** A widget that can't be drawn says why in its own place; the others are drawn all the same. */
function content(widget: Widget, drawing: Drawing): Html {
  const { type, properties } = widget;
  try {
    if (type === "text") return html`<div class="markdown">${markdown(textAt(properties, "markdown") ?? "")}</div>`;
    if (type === "alarm") return alarmStatus(textsAt(properties, "alarms"), drawing);
    if (type === "custom" && drawing.frameOf !== undefined) return frame(widget, drawing.frameOf(widget.index));
    const drawn = type === "metric" ? metricWidget(widget, drawing) : undefined;
    return drawn ?? notDrawn(widget);
  } catch (error) {
    return html`<p class="note note-bad">This widget can't be drawn: ${messageOf(error)}</p>`;
  }
}

/** What the widget's function answers is a document of its own: nothing of it can reach this page. */
function frame({ properties }: Widget, address: string): Html {
  const title = textAt(properties, "title") ?? "Custom widget";
  return html`<iframe
    class="widget-frame"
    data-widget
    sandbox="allow-forms"
    loading="lazy"
    src="${address}"
    title="${title}"
  ></iframe>`;
}

function alarmStatus(arns: readonly string[], { cloudwatch }: Drawing): Html {
  const alarms = cloudwatch.alarms();
  const rows = arns.map((arn) => {
    const alarm = alarms.find((candidate) => candidate.arn === arn);
    if (alarm === undefined) return html`<li><span class="badge">unknown</span> ${arn}</li>`;
    return html`<li>${stateBadge(alarm.state)} ${alarmLink(alarm.definition.name)}</li>`;
  });
  return html`<ul class="alarm-list">
    ${rows}
  </ul>`;
}

function notDrawn({ type, properties }: Widget): Html {
  const view = textAt(properties, "view");
  const endpoint = textAt(properties, "endpoint");
  const what =
    type === "custom" ? "Custom widget" : type === "metric" ? `View “${view ?? ""}”` : `Widget type “${type}”`;
  const source = endpoint === undefined ? undefined : html`<br /><code>${endpoint}</code>`;
  return html`<p class="note">
    <strong>${what}</strong> is not drawn here; the CloudWatch console draws it.${source}
  </p>`;
}
