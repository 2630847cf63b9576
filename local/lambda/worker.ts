/**
 * What runs inside a worker thread: one execution environment of one function. It is compiled when the cloud starts and
 * so imports nothing but Node's own modules.
 */
import { openSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** What the worker is told at its start. */
export interface WorkerSetup {
  /** Possible files of the handler's module, the first that exists counts. */
  readonly modules: readonly string[];
  readonly exportName: string;
  readonly logFile: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logGroup: string;
}

export interface WorkerCall {
  readonly requestId: string;
  /** The event as JSON. */
  readonly payload: string;
  readonly timeoutMs: number;
  readonly simulatedTime: string;
}

export type WorkerReply =
  | { readonly requestId: string; readonly result: string }
  | { readonly requestId: string; readonly errorType: string; readonly errorMessage: string; readonly stack: string };

type Handler = (event: unknown, context: unknown) => unknown;

const setup = workerData as WorkerSetup;
const log = openSync(setup.logFile, "a");

function writeLog(chunk: string | Uint8Array): boolean {
  if (typeof chunk === "string") writeSync(log, chunk);
  else writeSync(log, chunk);
  return true;
}

// Written at once and by this thread, so that nothing is lost when the thread is ended from outside.
process.stdout.write = writeLog;
process.stderr.write = writeLog;

async function loadHandler(): Promise<Handler> {
  const { existsSync } = await import("node:fs");
  const file = setup.modules.find((module) => existsSync(module));
  if (file === undefined) throw new Error(`cannot find the handler's module ${setup.modules.join(" or ")}`);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown> & { default?: unknown };
  const inner = module.default as Record<string, unknown> | undefined;
  const handler = module[setup.exportName] ?? inner?.[setup.exportName];
  if (typeof handler !== "function") throw new Error(`${file} exports no function ${setup.exportName}`);
  return handler as Handler;
}

function contextOf({ requestId, timeoutMs }: WorkerCall): unknown {
  const deadlineMs = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    functionName: setup.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: setup.logGroup,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadlineMs - performance.now())),
  };
}

const WallDate = Date;
let aheadMs = 0;

/** The function's clock says simulated time: what it does now, it does at the simulation's now. */
class SimulatedDate extends WallDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(SimulatedDate.now());
    else super(...(given as [number]));
  }

  static override now(): number {
    return WallDate.now() + aheadMs;
  }
}
globalThis.Date = SimulatedDate as DateConstructor;

async function answer(handler: Promise<Handler>, call: WorkerCall): Promise<WorkerReply> {
  const { requestId } = call;
  aheadMs = WallDate.parse(call.simulatedTime) - WallDate.now();
  writeLog(`START RequestId: ${requestId} SimulatedTime: ${call.simulatedTime}\n`);
  try {
    const perform = await handler;
    const result: unknown = await perform(JSON.parse(call.payload), contextOf(call));
    // A result of undefined is null on the wire, as on AWS.
    return { requestId, result: JSON.stringify(result ?? null) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    writeLog(`ERROR RequestId: ${requestId} ${stack ?? message}\n`);
    return { requestId, errorType: name, errorMessage: message, stack: stack ?? "" };
  }
}

const port = parentPort!;
const handler = loadHandler();
// The first call reports a handler that can't be loaded.
handler.catch(() => undefined);
port.on("message", (call: WorkerCall) => {
  void answer(handler, call).then((reply) => {
    port.postMessage(reply);
  });
});
