import { drawDashboard } from "../dashboard/dashboard.js";
import { asObject } from "../dashboard/json.js";
import type { TimeRange } from "../dashboard/time-range.js";
import { variableParameter, variablesOf, type Variable } from "../dashboard/variables.js";
import { html, type Html } from "../html.js";
import { mailSection } from "./mail.js";
import { nowSection } from "./now.js";
import type { PageData } from "./page-data.js";
import { queuesSection } from "./queues.js";
import { reportsSection } from "./reports.js";

/** The first page: what is wrong now, then the dashboard, then mail, reports and queues. */
export function overview(data: PageData, range: TimeRange, query: URLSearchParams): Html {
  return html`${nowSection(data)} ${dashboardSection(data, range, query)}
    <div class="columns">${mailSection(data.view.mailbox())} ${reportsSection(data)}</div>
    ${queuesSection(data.view.queues())}`;
}

function dashboardSection(data: PageData, range: TimeRange, query: URLSearchParams): Html {
  const dashboards = data.cloudwatch.dashboards();
  const chosen = dashboards.find(({ name }) => name === query.get("dashboard")) ?? dashboards[0];
  if (chosen === undefined) {
    return html`<section class="block" id="dashboard">
      <h2>Dashboard</h2>
      <p class="empty">No dashboard is deployed.</p>
    </section>`;
  }
  const variables = variablesOf(asObject(chosen.body), data.cloudwatch, (name) => query.get(name) ?? undefined);
  const choices = variables.map(({ id, chosen: value }) => [variableParameter(id), value]);
  const place = { dashboard: chosen.name, range: range.name, ...(Object.fromEntries(choices) as object) };
  const frameOf =
    data.invoke &&
    ((index: number): string => `/widget?${new URLSearchParams({ ...place, widget: String(index) }).toString()}`);
  const tabs = dashboards.map(({ name }) => {
    const address = `/?${new URLSearchParams({ range: range.name, dashboard: name }).toString()}#dashboard`;
    return html`<a href="${address}" ${name === chosen.name ? html`aria-current="true"` : undefined}>${name}</a>`;
  });
  return html`<section class="block" id="dashboard" aria-labelledby="dashboard-title">
    <div class="block-head">
      <h2 id="dashboard-title">Dashboard</h2>
      <nav class="tabs" aria-label="Dashboards">${tabs}</nav>
      ${variableForm(variables, range, chosen.name)}
    </div>
    ${drawDashboard(chosen, variables, { cloudwatch: data.cloudwatch, range, frameOf })}
  </section>`;
}

function variableForm(variables: readonly Variable[], range: TimeRange, dashboard: string): Html | undefined {
  if (variables.length === 0) return undefined;
  const fields = variables.map(({ id, label, options, chosen }) => {
    const choices = options.map(
      (option) =>
        html`<option value="${option.value}" ${option.value === chosen ? html`selected` : undefined}>
          ${option.label}
        </option>`,
    );
    return html`<label
      >${label}
      <select name="${variableParameter(id)}">
        ${choices}
      </select></label
    >`;
  });
  return html`<form class="variables" method="get" action="/#dashboard">
    <input type="hidden" name="range" value="${range.name}" />
    <input type="hidden" name="dashboard" value="${dashboard}" />
    ${fields} <button type="submit">Show</button>
  </form>`;
}
