import type { ResolvedResource, ResourceProvider, Simulation } from "../../contracts.js";
import { propertiesOf, requiredText } from "../../deploy/properties.js";
import { parseAlarmRule, type AlarmRule } from "./alarm-rule.js";
import type { Alarms } from "./alarms.js";
import type { AlarmState } from "./missing-data.js";

/** A composite alarm as tests and the page see it. */
export interface CompositeView {
  readonly name: string;
  readonly description: string;
  readonly state: "OK" | "ALARM";
  readonly sinceMs: number;
  /** Times at which it went on. */
  readonly onAtMs: readonly number[];
}

interface Composite {
  readonly description: string;
  readonly rule: AlarmRule;
  state: "OK" | "ALARM";
  sinceMs: number;
  readonly onAtMs: number[];
}

/** Composite alarms, which rest on the states of other alarms. They have no actions: Plumbline's own have none. */
export class CompositeAlarms implements ResourceProvider {
  readonly types = ["AWS::CloudWatch::CompositeAlarm"];
  readonly #simulation: Simulation;
  readonly #alarms: Alarms;
  readonly #accountPrefix: string;
  readonly #composites = new Map<string, Composite>();

  constructor(simulation: Simulation, alarms: Alarms, arnPrefix: string) {
    this.#simulation = simulation;
    this.#alarms = alarms;
    this.#accountPrefix = arnPrefix;
    alarms.onChange(() => {
      this.#evaluate();
    });
  }

  deploy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["AlarmName", "AlarmRule", "AlarmDescription"],
      inert: ["Tags"],
    });
    const name = requiredText(properties, "AlarmName");
    this.#composites.set(name, {
      description: requiredText(properties, "AlarmDescription"),
      rule: parseAlarmRule(requiredText(properties, "AlarmRule")),
      state: "OK",
      sinceMs: this.#simulation.nowMs(),
      onAtMs: [],
    });
    this.#evaluate();
    return { ref: name, attributes: { Arn: this.#accountPrefix + name } };
  }

  views(): readonly CompositeView[] {
    return [...this.#composites].map(([name, { description, state, sinceMs, onAtMs }]) => {
      return { name, description, state, sinceMs, onAtMs };
    });
  }

  /** Until nothing changes any more: composites rest on composites, and none on itself. */
  #evaluate(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const composite of this.#composites.values()) {
        const state = composite.rule((name) => this.#stateOf(name)) ? "ALARM" : "OK";
        if (state === composite.state) continue;
        changed = true;
        Object.assign(composite, { state, sinceMs: this.#simulation.nowMs() });
        if (state === "ALARM") composite.onAtMs.push(this.#simulation.nowMs());
      }
    }
  }

  #stateOf(name: string): AlarmState {
    return this.#composites.get(name)?.state ?? this.#alarms.stateOf(name) ?? "INSUFFICIENT_DATA";
  }
}
