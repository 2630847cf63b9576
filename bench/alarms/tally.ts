import type { Finding } from "../../src/contracts/verdict.js";
import { foldIncidents } from "../../src/core/verdict/incidents.js";
import { INCIDENT_POLICIES, type IncidentState, NO_INCIDENTS } from "../../src/core/verdict/incident-state.js";
import type { WindowSize } from "./windows.js";

/** What a stream without drift gave. All of it is false. */
export interface Tally {
  /** Alarms of any check, those within 24 hours after another one counted with it. */
  readonly episodes: number;
  /** Incidents as the product folds them. */
  readonly incidents: number;
  /** Incidents that reached severity `medium`: those send an e-mail. */
  readonly pages: number;
  /** Windows in alarm, and the days that hold one. */
  readonly alarmWindows: number;
  readonly alarmDays: number;
  /** Lens and check that opened each incident, e.g. `day shift`: count. */
  readonly openedBy: Readonly<Record<string, number>>;
}

/** One judged window. */
export interface TalliedWindow {
  /** Whether it counts as an alarm, and whether any check is drifting in it (a trend stands all day). */
  readonly alarm: boolean;
  readonly drifting: boolean;
  /** Only asked for where they change an incident. */
  readonly findings: () => readonly Finding[];
}

/** Counts the alarms of one stream, window by window. */
export interface Tallier {
  /** @returns checks of incidents that closed in this window */
  add(hour: number, window: TalliedWindow): readonly Pick<Finding, "feature" | "check">[];
  result(): Tally;
}

const COOL_DOWN_HOURS = 24;
const SEVERE: ReadonlySet<string> = new Set(["medium", "high", "critical"]);

export function tallier(window: WindowSize): Tallier {
  const policy = INCIDENT_POLICIES[window];
  let state: IncidentState = NO_INCIDENTS;
  let lastAlarm = -Infinity;
  let [episodes, alarmWindows] = [0, 0];
  const alarmDays = new Set<number>();
  const opened = new Map<string, string>();
  const paged = new Set<string>();
  return {
    add(hour, { alarm, drifting, findings }) {
      if (alarm) {
        alarmWindows++;
        alarmDays.add(Math.floor(hour / 24));
        if (hour - lastAlarm > COOL_DOWN_HOURS) episodes++;
        lastAlarm = hour;
      }
      if (!drifting && state.incidents.length === 0) return [];
      const folded = foldIncidents(state, { monitor: "bench", hour, findings: findings() }, policy);
      state = folded.state;
      for (const { kind, incident } of folded.transitions) {
        const { lens, check } = incident.findings[0]!;
        if (kind === "opened") opened.set(incident.id, `${lens} ${check}`);
        if (SEVERE.has(incident.severity)) paged.add(incident.id);
      }
      return folded.transitions.flatMap(({ kind, incident }) => (kind === "closed" ? incident.findings : []));
    },
    result() {
      const openedBy: Record<string, number> = {};
      for (const cause of opened.values()) openedBy[cause] = (openedBy[cause] ?? 0) + 1;
      return { episodes, incidents: opened.size, pages: paged.size, alarmWindows, alarmDays: alarmDays.size, openedBy };
    },
  };
}
