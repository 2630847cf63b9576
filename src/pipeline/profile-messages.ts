import type { ProfileDeps } from "./deps.js";
import { parseCaptureMessage } from "./messages.js";
import { profileCapture, type ProfileOutcome } from "./profile-capture.js";
import { activePlan, profilingPlan, type ProfilingPlan } from "./profiling-plan.js";
import { profileInPartition } from "./replace-partition.js";
import { isPaused, once } from "./spend/standing.js";

/** Profiles the captures that one batch of messages names; the plan is made once for the batch. */
export interface MessageProfiler {
  /** @throws what makes the queue deliver this one message again */
  profile(body: string, nowMs: number): Promise<ProfileOutcome>;
}

export function messageProfiler(given: ProfileDeps): MessageProfiler {
  const plans = new Map<string, Promise<ProfilingPlan>>();
  const standing = once(given.standing);
  const deps = { ...given, standing };
  const planFor = (purpose: "judge" | "learn", nowMs: number): Promise<ProfilingPlan> => {
    const known = plans.get(purpose);
    if (known) return known;
    const plan = purpose === "judge" ? activePlan(nowMs, deps) : profilingPlan(null, deps);
    plans.set(purpose, plan);
    return plan;
  };
  return {
    async profile(body, nowMs) {
      const { key, deleted, purpose } = parseCaptureMessage(body);
      const unit = deps.monitor.captures.replaces === "partition";
      // A deleted capture changes no history; a partition that is one unit is looked at as a whole.
      if (deleted && !unit) return { kind: "ignored" };
      // The message may go: work goes on from the listing, not from the queue.
      if (await isPaused(nowMs, deps)) return { kind: "paused" };
      const plan = await planFor(purpose, nowMs);
      const outcome = await (unit ? profileInPartition : profileCapture)(key, plan, nowMs, deps);
      const log = outcome.kind === "unreadable" ? "error" : "info";
      deps.log[log]("capture", { capture: key, purpose, outcome });
      return outcome;
    },
  };
}
