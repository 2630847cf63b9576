import type { Simulation } from "../contracts.js";
import type { RecordMetric } from "../metrics.js";
import type { Queue } from "./queue.js";

const MINUTE_MS = 60_000;

/**
 * AWS/SQS metrics of a queue: what is sent, and each minute from an arrival until the minute at which it is found empty
 * how full it is. AWS goes on with zeros for up to six hours.
 */
export function meterQueue(queue: Queue, simulation: Simulation, record: RecordMetric): void {
  queue.onSend(() => {
    record("AWS/SQS", "NumberOfMessagesSent", { QueueName: queue.name }, 1, simulation.nowMs(), "Count");
  });
  let ticking = false;
  const tick = (): void => {
    const nowMs = simulation.nowMs();
    const { visible, inFlight, delayed } = queue.counts();
    const dimensions = { QueueName: queue.name };
    record("AWS/SQS", "ApproximateNumberOfMessagesVisible", dimensions, visible, nowMs, "Count");
    record("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", dimensions, inFlight, nowMs, "Count");
    record("AWS/SQS", "ApproximateAgeOfOldestMessage", dimensions, queue.oldestAgeMs() / 1000, nowMs, "Seconds");
    ticking = visible + inFlight + delayed > 0;
    if (ticking) simulation.at(nowMs + MINUTE_MS, `metrics of ${queue.name}`, tick);
  };
  queue.onArrival(() => {
    if (ticking) return;
    ticking = true;
    const nextMinuteMs = (Math.floor(simulation.nowMs() / MINUTE_MS) + 1) * MINUTE_MS;
    simulation.at(nextMinuteMs, `metrics of ${queue.name}`, tick);
  });
}
