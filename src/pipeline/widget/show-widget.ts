import { messageOf, PlumblineError } from "../../contracts/errors.js";
import { describeWidget } from "../../core/report/widget/describe.js";
import { notice, widgetFrame } from "../../core/report/widget/frame.js";
import { featureView } from "./feature-view.js";
import { heatView } from "./heat-view.js";
import { incidentsView } from "./incidents-view.js";
import { latencyView } from "./latency-view.js";
import { takeAnswer } from "./take-answer.js";
import { timelineView } from "./timeline-view.js";
import type { Viewing } from "./view-deps.js";
import { readWidgetEvent, type Shown, WIDGET_VIEWS, type WidgetEvent, type WidgetViewName } from "./widget-event.js";

const VIEWS: Readonly<Record<WidgetViewName, (shown: Shown, viewing: Viewing) => Promise<string>>> = {
  heat: heatView,
  incidents: incidentsView,
  timeline: timelineView,
  latency: latencyView,
  feature: featureView,
};

/**
 * What a dashboard's custom widget shows: HTML without scripts, or markdown where it is asked to describe itself. What goes
 * wrong is said in the widget: the rest of the dashboard stays readable.
 */
export async function showWidget(event: unknown, viewing: Viewing): Promise<string | { readonly markdown: string }> {
  const asked = readWidgetEvent(event, viewing.nowMs);
  if (asked.kind === "describe") return describeWidget(viewing.deps.monitor.name);
  const answered = asked.kind === "answer" ? await answerNotice(asked, viewing) : "";
  // An answer is pressed in the list of incidents, which then shows it.
  const shown = asked.kind === "answer" ? { ...asked, view: "incidents" } : asked;
  return widgetFrame(asked.theme, answered, await viewOf(shown, viewing));
}

async function viewOf(shown: Shown, viewing: Viewing): Promise<string> {
  const name = WIDGET_VIEWS.find((view) => view === shown.view);
  if (name === undefined) {
    return notice(
      "refused",
      `The widget's parameter view expects one of ${WIDGET_VIEWS.join(", ")}, got "${shown.view.slice(0, 80)}".`,
    );
  }
  try {
    return await VIEWS[name](shown, viewing);
  } catch (error) {
    viewing.deps.log.error("view failed", { view: name, error: messageOf(error) });
    return notice("refused", `This can't be shown: ${messageOf(error)}`);
  }
}

async function answerNotice(asked: Extract<WidgetEvent, { kind: "answer" }>, viewing: Viewing): Promise<string> {
  try {
    const said = await takeAnswer(asked, viewing);
    viewing.deps.log.info("answer from a dashboard", { said });
    return said.map((sentence) => notice("done", `${sentence}.`)).join("");
  } catch (error) {
    if (!(error instanceof PlumblineError)) viewing.deps.log.error("answer failed", { error: messageOf(error) });
    return notice("refused", `Nothing was changed: ${messageOf(error)}`);
  }
}
