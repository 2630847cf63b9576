import { PlumblineError } from "../../contracts/errors.js";
import { EXECUTION_KIND } from "../../contracts/events.js";
import type { StateTable } from "../../contracts/ports.js";
import { remember } from "./history.js";

/** A change of state of one execution of the team's own pipelines: SageMaker Pipelines, Glue jobs, Step Functions. */
export interface PipelineExecution {
  /** Name of the pipeline, job or state machine. */
  readonly pipeline: string;
  /** Id or name of the execution. */
  readonly execution: string;
  /** As its service says: `Succeeded`, `FAILED`, `RUNNING`. */
  readonly status: string;
  readonly atMs: number;
}

/** What the rule's input template makes of such an event. Null fields are those of other services. */
interface ExecutionMessage {
  readonly time?: unknown;
  readonly status?: unknown;
  readonly arn?: unknown;
  readonly job?: unknown;
  readonly run?: unknown;
}

export function isExecution(event: unknown): boolean {
  return typeof event === "object" && event !== null && Reflect.get(event, "plumbline") === EXECUTION_KIND;
}

/**
 * Reads the message that a monitor's rule makes of a state-change event.
 *
 * @throws PlumblineError `BAD_EVENT`
 */
export function parseExecution(event: unknown): PipelineExecution {
  const { time, status, arn, job, run } = event as ExecutionMessage;
  const atMs = typeof time === "string" ? Date.parse(time) : Number.NaN;
  const named = isText(arn)
    ? namedByArn(arn)
    : isText(job)
      ? { pipeline: job, execution: isText(run) ? run : "" }
      : null;
  if (Number.isNaN(atMs) || !isText(status) || named === null) {
    const message = "a pipeline's state change expects time, status and an ARN or a job's name, got something else";
    throw new PlumblineError("BAD_EVENT", message);
  }
  return { ...named, status, atMs };
}

/** Adds it to the audit trail, once: events come at least once. */
export async function notePipeline(table: StateTable, monitor: string, execution: PipelineExecution): Promise<void> {
  const { atMs, pipeline, execution: id, status } = execution;
  const sortable = `${new Date(atMs).toISOString()}#${pipeline}#${id}#${status}`;
  await remember(table, monitor, { kind: "pipeline", atMs, id: sortable, what: execution });
}

/** `pipeline retrain-churn succeeded (execution 7f3a)` */
export function describeExecution({ pipeline, execution, status }: PipelineExecution): string {
  const run = execution === "" ? "" : ` (execution ${execution})`;
  return `pipeline ${pipeline}: ${status.toLowerCase().replaceAll("_", " ")}${run}`;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Step Functions: `...:execution:NAME:ID`; SageMaker: `...:pipeline/NAME/execution/ID`. */
const EXECUTION_ARN = /:(?:execution:([^:]+):|pipeline\/([^/]+)\/execution\/)(.+)$/;

function namedByArn(arn: string): { readonly pipeline: string; readonly execution: string } {
  const [, machine, pipeline, execution = ""] = EXECUTION_ARN.exec(arn) ?? [];
  return { pipeline: machine ?? pipeline ?? arn, execution };
}
