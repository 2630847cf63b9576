import { messageOf } from "../../../src/contracts/errors.js";
import { asObject, memberOf, objectAt, textAt, type JsonObject } from "../dashboard/json.js";
import { timeRange } from "../dashboard/time-range.js";
import { variablesOf, withVariables } from "../dashboard/variables.js";
import { widgetsOf } from "../dashboard/widgets.js";
import type { PageData } from "../sections/page-data.js";
import { confirmationDocument, failureDocument, widgetDocument, type WidgetTheme } from "./widget-document.js";
import { readAction, type WidgetAction } from "./widget-markup.js";

export interface WidgetRequest {
  readonly url: URL;
  /** The fields of a form that was sent; undefined for a mere look. */
  readonly form: URLSearchParams | undefined;
  /** What a form of this page carries. */
  readonly token: string;
}

/** A frame with one custom widget in it, as HTML; undefined where no dashboard has such a widget. */
export async function widgetFrame(request: WidgetRequest, data: PageData): Promise<string | undefined> {
  const { url, form, token } = request;
  const found = widgetOf(url.searchParams, data);
  const { invoke } = data;
  if (found === undefined || invoke === undefined) return undefined;
  const chosen = url.searchParams.get("theme");
  const theme: WidgetTheme = chosen === "light" || chosen === "dark" ? chosen : undefined;
  const place = { theme, address: url.pathname + url.search, token };
  const action = form === undefined ? undefined : readAction(form.get("call") ?? "");
  // A widget of ours calls its own function and no other.
  if (form !== undefined && action?.endpoint !== found.endpoint) {
    return failureDocument(theme, "This widget may call its own function only.");
  }
  if (form !== undefined && action !== undefined && action.confirmation !== "" && form.get("confirmed") !== "yes") {
    return confirmationDocument(place, action.confirmation, form);
  }
  try {
    const content = await invoke(
      found.endpoint,
      eventOf(found, { action, form, theme, data, query: url.searchParams }),
    );
    return widgetDocument({ ...place, content, isPopup: action?.display === "popup" });
  } catch (error) {
    return failureDocument(theme, `The widget's function failed: ${messageOf(error)}`);
  }
}

interface FoundWidget {
  readonly dashboard: string;
  readonly index: number;
  readonly endpoint: string;
  readonly properties: JsonObject;
}

/** The widget that an address names, with the chosen variables put in. */
function widgetOf(query: URLSearchParams, { cloudwatch }: PageData): FoundWidget | undefined {
  const dashboard = cloudwatch.dashboards().find(({ name }) => name === query.get("dashboard"));
  if (dashboard === undefined) return undefined;
  const body = asObject(dashboard.body);
  const variables = variablesOf(body, cloudwatch, (name) => query.get(name) ?? undefined);
  const index = Number(query.get("widget") ?? Number.NaN);
  const widget = widgetsOf(withVariables(body, variables)).find((candidate) => candidate.index === index);
  const endpoint = widget && textAt(widget.properties, "endpoint");
  if (widget?.type !== "custom" || endpoint === undefined) return undefined;
  return { dashboard: dashboard.name, index, endpoint, properties: widget.properties };
}

interface Asked {
  readonly action: WidgetAction | undefined;
  readonly form: URLSearchParams | undefined;
  readonly theme: WidgetTheme;
  readonly data: PageData;
  readonly query: URLSearchParams;
}

/** What CloudWatch sends: the widget's parameters or the payload of a pressed button, and the context of both. */
function eventOf({ dashboard, index, endpoint, properties }: FoundWidget, asked: Asked): JsonObject {
  const { action, form, theme, data, query } = asked;
  const params = asObject(memberOf(properties, "params"));
  const range = timeRange(query.get("range") ?? undefined, data.view.nowMs(), data.cloudwatch);
  const own = new Set(["token", "call", "confirmed"]);
  const fields = [...(form ?? [])].filter(([name]) => !own.has(name));
  const widgetContext = {
    dashboardName: dashboard,
    widgetId: `widget-${index}`,
    accountId: endpoint.split(":")[4] ?? "",
    locale: "en",
    timezone: { label: "UTC", offsetISO: "+00:00", offsetInMinutes: 0 },
    period: 300,
    isAutoPeriod: true,
    timeRange: {
      mode: "relative",
      start: range.startMs,
      end: range.endMs,
      relativeStart: range.endMs - range.startMs,
    },
    ...(theme !== undefined && { theme }),
    linkCharts: true,
    title: textAt(properties, "title") ?? "",
    forms: { all: Object.fromEntries(fields) },
    params: objectAt({ params }, "params"),
    width: 600,
    height: 400,
  };
  return { ...(action?.payload ?? params), widgetContext };
}
