/** What makes a CloudWatch metric: namespace, name and the exact set of dimensions. Nothing aggregates across sets. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name. */
  readonly dimensions: readonly Dimension[];
  /** One string per metric; equal for equal metrics only. */
  readonly key: string;
}

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

export function metricId(namespace: string, name: string, dimensions: readonly Dimension[]): MetricId {
  const sorted = [...dimensions].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const key = JSON.stringify([namespace, name, ...sorted.map((dimension) => [dimension.name, dimension.value])]);
  return { namespace, name, dimensions: sorted, key };
}
