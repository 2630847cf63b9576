import type { Baseline } from "../../contracts/baseline.js";
import { NO_REJECTS } from "../profile/profile.js";
import type { HourIndex, Incident, Severity, VerdictStatus } from "../../contracts/verdict.js";
import { type Checkpoint, foldHours, type ObservedHour } from "../verdict/fold.js";
import { pages } from "../verdict/severity.js";
import type { CountedWindow } from "../verdict/calibrated/counted-window.js";
import type { WindowCounts } from "../verdict/window-counts.js";
import type { RuleSource } from "./rule-source.js";

/** An incident that a rule would have opened, and whether it would have sent a page. */
export interface Episode {
  readonly incident: Incident;
  readonly paged: boolean;
}

/** One window as a rule judged it. */
export interface JudgedWindow {
  readonly hour: HourIndex;
  readonly status: VerdictStatus;
  /** 1 is the alarm line; null where nothing could be judged. */
  readonly score: number | null;
}

/** What a rule would have said of a log. */
export interface ReplayOutcome {
  readonly rule: string;
  /** One sentence: how this rule decides. */
  readonly description: string;
  /** Oldest first. */
  readonly episodes: readonly Episode[];
  readonly windows: readonly JudgedWindow[];
}

export interface ReplayOptions {
  /** Part of the ids of incidents. */
  readonly monitor: string;
  readonly windowSize: "hour" | "day";
  /** Least severity that pages. */
  readonly page: Severity;
}

/** No rule looks back further. */
const MOST_REMEMBERED = 100;

/**
 * Replays a log window by window, in order of time, through the very fold that a deployed monitor runs. It keeps a status and
 * a score per window and the incidents, never the windows themselves.
 */
export class RuleReplay {
  private readonly name: string;
  private readonly rules: RuleSource;
  private readonly baseline: Baseline;
  private readonly options: ReplayOptions;
  private readonly windows: JudgedWindow[] = [];
  /** By id, as they were when they closed or as they are now. */
  private readonly incidents = new Map<string, Incident>();
  /** What rules with rolling lenses look back at. */
  private before: readonly ObservedHour<WindowCounts>[] = [];
  private checkpoint: Checkpoint<unknown> | null = null;
  /** Of the first rule in force. */
  private description: string | null = null;

  /** @param name that the rule is known by */
  constructor(name: string, rules: RuleSource, baseline: Baseline, options: ReplayOptions) {
    this.name = name;
    this.rules = rules;
    this.baseline = baseline;
    this.options = options;
  }

  /** @throws PlumblineError `HOURS_OUT_OF_ORDER` for a window that is not later than the one before */
  add({ hour, evidence }: CountedWindow): void {
    const { baseline, checkpoint, before } = this;
    const rule = this.rules.at(hour);
    const { monitor, windowSize } = this.options;
    const observed: ObservedHour<WindowCounts> = {
      hour,
      records: evidence.records,
      rejects: NO_REJECTS,
      restatement: 0,
      evidence,
    };
    const folded = foldHours({ monitor, rule, baseline, checkpoint, hours: [observed], before, windowSize });
    this.checkpoint = folded.checkpoint;
    this.before = [...before, observed].slice(-MOST_REMEMBERED);
    for (const { incident } of folded.transitions) this.incidents.set(incident.id, incident);
    // An incident gathers worse findings between the transitions that are told.
    for (const { incident } of folded.checkpoint?.incidents.incidents ?? []) this.incidents.set(incident.id, incident);
    this.rules.judged?.(hour, evidence, this.incidents.values());
    this.description ??= rule.description;
    for (const { status, score } of folded.verdicts) this.windows.push({ hour, status, score });
  }

  outcome(): ReplayOutcome {
    return {
      rule: this.name,
      description: this.description ?? "",
      episodes: [...this.incidents.values()]
        .sort((a, b) => a.openedHour - b.openedHour || (a.id < b.id ? -1 : 1))
        .map((incident) => ({ incident, paged: pages(incident.severity, this.options.page) })),
      windows: this.windows,
    };
  }
}
