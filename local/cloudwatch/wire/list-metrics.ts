import { unsupported } from "../errors.js";
import { objectsField, onlyKnown, requiredText, textField } from "../fields.js";
import type { Fields } from "../fields.js";
import type { MetricId } from "../metrics/metric-id.js";
import type { MetricStore } from "../metrics/metric-store.js";
import { pageOf } from "./paging.js";

const PAGE_SIZE = 500;
const RECENT_MS = 3 * 3_600_000;

/** ListMetrics: by namespace, name and dimensions (a name alone, or a name and a value). */
export function listMetrics(request: Fields, store: MetricStore, nowMs: number): Readonly<Record<string, unknown>> {
  onlyKnown(request, ["Namespace", "MetricName", "Dimensions", "NextToken", "RecentlyActive"]);
  const namespace = textField(request, "Namespace");
  const name = textField(request, "MetricName");
  const filters = objectsField(request, "Dimensions").map((fields) => {
    return { name: requiredText(fields, "Name"), value: textField(fields, "Value") };
  });
  const recent = textField(request, "RecentlyActive");
  if (recent !== undefined && recent !== "PT3H") throw unsupported(`RecentlyActive ${recent}`);
  const found = store
    .metrics()
    .filter(
      (metric) =>
        (namespace === undefined || metric.namespace === namespace) &&
        (name === undefined || metric.name === name) &&
        (recent === undefined || store.newestMs(metric) >= nowMs - RECENT_MS) &&
        filters.every((filter) => hasDimension(metric, filter)),
    );
  const { items, ...token } = pageOf(found, PAGE_SIZE, textField(request, "NextToken"));
  return { Metrics: items.map(metricAnswer), ...token };
}

function hasDimension(
  metric: MetricId,
  filter: { readonly name: string; readonly value: string | undefined },
): boolean {
  return metric.dimensions.some(
    ({ name, value }) => name === filter.name && (filter.value === undefined || value === filter.value),
  );
}

function metricAnswer({ namespace, name, dimensions }: MetricId): Readonly<Record<string, unknown>> {
  const Dimensions = dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}
