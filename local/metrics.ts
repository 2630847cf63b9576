/** Takes a datum of AWS's own metrics (AWS/Lambda, AWS/SQS, ...), which alarms on the pipeline watch. */
export type RecordMetric = (
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  value: number,
  timeMs: number,
  unit?: string,
) => void;
