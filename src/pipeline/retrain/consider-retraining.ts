import { EVENT_VERSION } from "../../contracts/events.js";
import type { Retraining, RetrainingState } from "../../contracts/retraining.js";
import { type NextStep, nextStep } from "../../core/retrain/next-step.js";
import { messageOf } from "../../contracts/errors.js";
import { answersOfRun } from "../answers/run-answers.js";
import type { AnalysisDeps } from "../deps.js";
import { enqueueEvent } from "../events/event-outbox.js";
import { remember } from "../history/history.js";
import { storedIncidents } from "../incidents.js";
import { retrainings, writeRetraining } from "./retrainings.js";

const STATES: Readonly<Record<Exclude<NextStep, "wait">, RetrainingState>> = {
  start: "started",
  decline: "declined",
  expire: "expired",
};

/**
 * Starts what has been asked for, is approved where that is wanted, and whose time has come; at most one in a run. It is noted
 * after it has been started: a crash in between starts it again under the same token, which the target takes for the same.
 */
export async function considerRetraining(fence: number, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { table, monitor } = deps;
  if (!monitor.retrain) return;
  const all = await retrainings(table, monitor.name, nowMs);
  const asked = all.filter(({ state }) => state === "asked").sort((a, b) => a.askedAtMs - b.askedAtMs);
  if (asked.length === 0) return;
  const open = (await storedIncidents(table, monitor.name, nowMs)).filter(({ status }) => status === "open");
  const starts = all.flatMap(({ state, decidedAtMs }) => (state === "started" ? [decidedAtMs ?? 0] : []));
  const { approval, minDaysBetween } = monitor.retrain;
  const facts = {
    answers: await answersOfRun(nowMs, deps),
    openIncidents: new Set(open.map(({ id }) => id)),
    approval,
    minDaysBetween,
    nowMs,
  };
  let lastStartMs = starts.length === 0 ? null : Math.max(...starts);
  for (const retraining of asked) {
    const step = nextStep(retraining, { ...facts, lastStartMs });
    if (step === "wait") continue;
    const execution = step === "start" ? await started(retraining, monitor.retrain.target, deps) : null;
    // What the target refuses is tried again in the next run, and shows in the log and the report until then.
    if (step === "start" && execution === null) continue;
    if (step === "start") lastStartMs = nowMs;
    await decided({ ...retraining, state: STATES[step], decidedAtMs: nowMs, execution }, fence, nowMs, deps);
  }
}

async function started(
  { token, cause }: Retraining,
  target: string,
  { monitor, retrainer, log }: AnalysisDeps,
): Promise<string | null> {
  const { name, model } = monitor;
  const input = { monitor: name, token, cause: cause.kind, incident: cause.kind === "incident" ? token : null };
  try {
    return await retrainer.start(target, `${name}-${token}`, { ...input, owner: model.owner });
  } catch (error) {
    log.error("retraining was not started", { token, target, reason: messageOf(error) });
    return null;
  }
}

async function decided(retraining: Retraining, fence: number, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { table, monitor } = deps;
  const { token, cause, state, execution } = retraining;
  const id = `${monitor.name}/retraining/${token}`;
  const about = { monitor: monitor.name, token, cause: cause.kind, state, execution };
  const event = { type: "Plumbline Retraining", detail: { version: EVENT_VERSION, id, ...about } } as const;
  await enqueueEvent(table, monitor.name, event, nowMs);
  const what = { cause: cause.kind, state, execution, target: monitor.retrain?.target ?? null };
  await remember(table, monitor.name, { kind: "retraining", atMs: nowMs, id: token, what });
  await writeRetraining(table, monitor.name, retraining, fence, nowMs);
}
