import { messageOf } from "../../../src/contracts/errors.js";
import type { Simulation, TopicPublisher } from "../../contracts.js";
import type { MetricStore } from "../metrics/metric-store.js";
import { MINUTE_MS, minuteOf } from "../metrics/minute-bins.js";
import type { AlarmDefinition } from "./alarm-definition.js";
import { evaluateAlarm, nextChange, type Evaluation } from "./evaluation.js";
import type { AlarmState } from "./missing-data.js";
import { noticeBody, noticeSubject } from "./notice.js";

export interface AlarmHistoryItem {
  readonly timeMs: number;
  readonly type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  /** The state that a StateUpdate entered. */
  readonly state?: AlarmState;
}

/** An alarm as the page and DescribeAlarms show it. */
export interface AlarmView {
  readonly definition: AlarmDefinition;
  readonly arn: string;
  readonly state: AlarmState;
  /** When the state was entered. */
  readonly sinceMs: number;
  readonly reason: string;
  /** Oldest first. */
  readonly history: readonly AlarmHistoryItem[];
}

export type SavedAlarm = Omit<AlarmView, "definition" | "arn"> & { readonly name: string };

interface Alarm {
  definition: AlarmDefinition;
  state: AlarmState;
  sinceMs: number;
  reason: string;
  readonly history: AlarmHistoryItem[];
  pending: { readonly timeMs: number; readonly cancel: () => void } | undefined;
}

/**
 * The alarms of an account, evaluated on the simulation's agenda.
 *
 * CloudWatch evaluates each alarm every minute over periods that end at that minute. The same states come out here
 * at a fraction of the work, because an alarm is evaluated only at minutes at which its periods' content changes
 * (see `nextChange`): after new data, and when data move from one period into the next.
 */
export class Alarms {
  readonly #simulation: Simulation;
  readonly #store: MetricStore;
  readonly #publisher: TopicPublisher;
  readonly #arnPrefix: string;
  readonly #region: string;
  readonly #alarms = new Map<string, Alarm>();
  readonly #watching = new Map<string, Set<Alarm>>();
  #saved = new Map<string, SavedAlarm>();
  #changed: () => void = () => undefined;

  constructor(
    simulation: Simulation,
    store: MetricStore,
    publisher: TopicPublisher,
    account: { readonly region: string; readonly accountId: string },
  ) {
    this.#simulation = simulation;
    this.#store = store;
    this.#publisher = publisher;
    this.#region = account.region;
    this.#arnPrefix = `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:`;
    store.onRecord((key, timeMs) => {
      for (const alarm of this.#watching.get(key) ?? []) this.#dataArrived(alarm, timeMs);
    });
  }

  /** Creates or updates an alarm; an update keeps state and history. Answers its ARN. */
  put(definition: AlarmDefinition): string {
    const nowMs = this.#simulation.nowMs();
    const alarm = this.#alarms.get(definition.name) ?? this.#create(definition, nowMs);
    this.#unwatch(alarm);
    alarm.definition = definition;
    for (const { metric } of definition.metrics) {
      const { key } = metric;
      this.#watching.set(key, (this.#watching.get(key) ?? new Set()).add(alarm));
    }
    this.#schedule(alarm, minuteOf(nowMs) + MINUTE_MS);
    return this.#arnPrefix + definition.name;
  }

  /** Is called after an alarm has entered another state. */
  onChange(listener: () => void): void {
    this.#changed = listener;
  }

  /** Undefined for an alarm that isn't there. */
  stateOf(name: string): AlarmState | undefined {
    return this.#alarms.get(name)?.state;
  }

  views(): readonly AlarmView[] {
    return [...this.#alarms.values()].map(({ definition, state, sinceMs, reason, history }) => {
      return { definition, arn: this.#arnPrefix + definition.name, state, sinceMs, reason, history };
    });
  }

  save(): readonly SavedAlarm[] {
    return this.views().map(({ definition, state, sinceMs, reason, history }) => {
      return { name: definition.name, state, sinceMs, reason, history };
    });
  }

  /** States and histories of an earlier run, taken up when alarms of the same name are deployed. */
  restore(alarms: readonly SavedAlarm[]): void {
    this.#saved = new Map(alarms.map((alarm) => [alarm.name, alarm]));
  }

  #create(definition: AlarmDefinition, nowMs: number): Alarm {
    const saved = this.#saved.get(definition.name);
    const alarm: Alarm = {
      definition,
      state: saved?.state ?? "INSUFFICIENT_DATA",
      sinceMs: saved?.sinceMs ?? nowMs,
      reason: saved?.reason ?? "Unchecked: Initial alarm creation",
      history: [...(saved?.history ?? [])],
      pending: undefined,
    };
    if (saved === undefined) {
      alarm.history.push({ timeMs: nowMs, type: "ConfigurationUpdate", summary: `Alarm "${definition.name}" created` });
    }
    this.#alarms.set(definition.name, alarm);
    return alarm;
  }

  #unwatch(alarm: Alarm): void {
    for (const watchers of this.#watching.values()) watchers.delete(alarm);
  }

  #dataArrived(alarm: Alarm, timeMs: number): void {
    const nextMinuteMs = minuteOf(this.#simulation.nowMs()) + MINUTE_MS;
    this.#schedule(alarm, Math.max(nextMinuteMs, minuteOf(timeMs) + MINUTE_MS));
  }

  #schedule(alarm: Alarm, timeMs: number): void {
    if (alarm.pending !== undefined && alarm.pending.timeMs <= timeMs) return;
    alarm.pending?.cancel();
    const label = `alarm ${alarm.definition.name}`;
    const cancel = this.#simulation.at(timeMs, label, () => {
      alarm.pending = undefined;
      this.#evaluate(alarm, timeMs);
    });
    alarm.pending = { timeMs, cancel };
  }

  #evaluate(alarm: Alarm, minuteMs: number): void {
    const evaluation = evaluateAlarm(alarm.definition, this.#store, alarm.state, minuteMs);
    if (evaluation.state !== alarm.state) this.#enter(alarm, evaluation, minuteMs);
    const nextMs = nextChange(alarm.definition, this.#store, minuteMs);
    if (nextMs !== undefined) this.#schedule(alarm, nextMs);
  }

  #enter(alarm: Alarm, evaluation: Evaluation, timeMs: number): void {
    const from = alarm.state;
    const { state } = evaluation;
    const reason = evaluation.reason();
    Object.assign(alarm, { state, reason, sinceMs: timeMs });
    alarm.history.push({ timeMs, type: "StateUpdate", state, summary: `Alarm updated from ${from} to ${state}` });
    this.#changed();
    if (!alarm.definition.actionsEnabled) return;
    const { definition } = alarm;
    const arn = this.#arnPrefix + definition.name;
    const change = { alarm: definition, arn, region: this.#region, from, to: state, reason, timeMs };
    for (const topic of definition.actions[state]) {
      alarm.history.push({ timeMs, type: "Action", summary: this.#notify(topic, change) });
    }
  }

  /** A topic that refuses is noted in the history and nowhere else, as on AWS: an alarm never fails. */
  #notify(topic: string, change: Parameters<typeof noticeBody>[0]): string {
    try {
      this.#publisher.publish(topic, noticeSubject(change), noticeBody(change), "cloudwatch.amazonaws.com", change.arn);
      return `Successfully executed action ${topic}`;
    } catch (error) {
      return `Failed to execute action ${topic}. Received error: "${messageOf(error)}"`;
    }
  }
}
