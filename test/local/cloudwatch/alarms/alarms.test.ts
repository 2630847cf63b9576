import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmDefinition } from "../../../../local/cloudwatch/alarms/alarm-definition.js";
import { Alarms } from "../../../../local/cloudwatch/alarms/alarms.js";
import { evaluateAlarm } from "../../../../local/cloudwatch/alarms/evaluation.js";
import type { AlarmState } from "../../../../local/cloudwatch/alarms/missing-data.js";
import { metricId } from "../../../../local/cloudwatch/metrics/metric-id.js";
import { MetricStore } from "../../../../local/cloudwatch/metrics/metric-store.js";
import { valueSet } from "../../../../local/cloudwatch/metrics/minute-bins.js";
import { createAgenda, type Agenda } from "../agenda.js";

const START = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;
const TOPIC = "arn:aws:sns:eu-west-1:000000000000:alerts";
const METRIC = metricId("Plumbline", "OpenIncidents", [{ name: "Monitor", value: "churn" }]);

const PROPERTIES = {
  AlarmName: "churn-open-incidents",
  AlarmDescription: "An incident is open",
  Namespace: "Plumbline",
  MetricName: "OpenIncidents",
  Dimensions: [{ Name: "Monitor", Value: "churn" }],
  Statistic: "Maximum",
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
  AlarmActions: [TOPIC],
  OKActions: [TOPIC],
};

interface Mail {
  readonly timeMs: number;
  readonly topicArn: string;
  readonly subject: string;
  readonly body: string;
  readonly service: string;
}

function account(agenda: Agenda, refuse?: string): { store: MetricStore; alarms: Alarms; mails: Mail[] } {
  const store = new MetricStore();
  const mails: Mail[] = [];
  const publisher = {
    publish: (topicArn: string, subject: string, body: string, service: string): void => {
      if (refuse !== undefined) throw new Error(refuse);
      mails.push({ timeMs: agenda.nowMs(), topicArn, subject, body, service });
    },
  };
  const alarms = new Alarms(agenda, store, publisher, { region: "eu-west-1", accountId: "000000000000" });
  return { store, alarms, mails };
}

function define(changes: Readonly<Record<string, unknown>> = {}): ReturnType<typeof alarmDefinition> {
  return alarmDefinition({ ...PROPERTIES, ...changes }, "churn/Alarm", "churn-Alarm");
}

describe("alarms on the agenda", () => {
  it("go from insufficient data to ALARM a minute after the datum, and tell the topic", async () => {
    const agenda = createAgenda(START);
    const { store, alarms, mails } = account(agenda);
    alarms.put(define());
    await agenda.runUntil(START + 10 * MINUTE);
    expect(alarms.views()[0]).toMatchObject({ state: "INSUFFICIENT_DATA" });
    store.record(METRIC, "None", agenda.nowMs() + 20_000, valueSet(2, 1));
    await agenda.runUntil(START + 12 * MINUTE);
    expect(alarms.views()[0]).toMatchObject({ state: "ALARM", sinceMs: START + 11 * MINUTE });
    expect(mails).toMatchObject([
      {
        timeMs: START + 11 * MINUTE,
        topicArn: TOPIC,
        subject: 'ALARM: "churn-open-incidents" in eu-west-1',
        service: "cloudwatch.amazonaws.com",
      },
    ]);
    expect(mails[0]?.body).toContain("1 out of the last 1 datapoint [2 (2026-01-05 12:06)] was greater than");
    expect(mails[0]?.body).toContain("- State Change: INSUFFICIENT_DATA -> ALARM");
  });

  it("return to OK when a good datum follows, and keep the history of both", async () => {
    const agenda = createAgenda(START);
    const { store, alarms, mails } = account(agenda);
    alarms.put(define());
    store.record(METRIC, "None", START, valueSet(1, 1));
    await agenda.runUntil(START + 20 * MINUTE);
    store.record(METRIC, "None", agenda.nowMs(), valueSet(0, 1));
    await agenda.runUntil(START + 30 * MINUTE);
    expect(mails.map(({ subject }) => subject.split(":")[0])).toEqual(["ALARM", "OK"]);
    expect(alarms.views()[0]?.history.map(({ type, summary }) => `${type} ${summary}`)).toEqual([
      'ConfigurationUpdate Alarm "churn-open-incidents" created',
      "StateUpdate Alarm updated from INSUFFICIENT_DATA to ALARM",
      `Action Successfully executed action ${TOPIC}`,
      "StateUpdate Alarm updated from ALARM to INSUFFICIENT_DATA",
      "StateUpdate Alarm updated from INSUFFICIENT_DATA to OK",
      `Action Successfully executed action ${TOPIC}`,
    ]);
  });

  it("of a heartbeat (breaching) alarm when data stop: when the last datum has left the evaluation range", async () => {
    const agenda = createAgenda(START);
    const { store, alarms } = account(agenda);
    alarms.put(define({ TreatMissingData: "breaching", ComparisonOperator: "LessThanThreshold", Threshold: 1 }));
    store.record(METRIC, "None", START, valueSet(1, 1));
    await agenda.runUntil(START + 60 * MINUTE);
    // The range is three periods of 5 minutes; a datum of minute 12:00 is in it until 12:15 and gone at 12:16.
    expect(alarms.views()[0]).toMatchObject({ state: "ALARM", sinceMs: START + 16 * MINUTE });
    expect(alarms.views()[0]?.reason).toContain("no datapoints were received for 1 period");
  });

  it("keep still when actions are disabled, and note a topic that refuses without failing", async () => {
    const agenda = createAgenda(START);
    const disabled = account(agenda);
    disabled.alarms.put(define({ ActionsEnabled: false }));
    disabled.store.record(METRIC, "None", START, valueSet(1, 1));
    const refused = account(agenda, "AuthorizationError: the topic policy does not allow cloudwatch.amazonaws.com");
    refused.alarms.put(define());
    refused.store.record(METRIC, "None", START, valueSet(1, 1));
    await agenda.runUntil(START + 2 * MINUTE);
    expect(disabled.alarms.views()[0]).toMatchObject({ state: "ALARM" });
    expect(disabled.mails).toEqual([]);
    expect(refused.alarms.views()[0]).toMatchObject({ state: "ALARM" });
    expect(refused.alarms.views()[0]?.history.at(-1)?.summary).toMatch(/^Failed to execute action .*topic policy/);
  });

  it("keep state and history when they are deployed again, in this run or the next", async () => {
    const agenda = createAgenda(START);
    const { store, alarms } = account(agenda);
    alarms.put(define());
    store.record(METRIC, "None", START, valueSet(1, 1));
    await agenda.runUntil(START + 2 * MINUTE);
    alarms.put(define({ Threshold: 5 }));
    expect(alarms.views()[0]).toMatchObject({ state: "ALARM" });
    const next = account(agenda);
    next.alarms.restore(JSON.parse(JSON.stringify(alarms.save())) as ReturnType<Alarms["save"]>);
    next.alarms.put(define());
    expect(next.alarms.views()[0]).toMatchObject({ state: "ALARM", sinceMs: START + MINUTE });
    expect(next.alarms.views()[0]?.history).toEqual(alarms.views()[0]?.history);
  });

  it("change state exactly when an evaluation every minute would", async () => {
    const anyRun = fc.record({
      n: fc.integer({ min: 1, max: 4 }),
      treatment: fc.constantFrom("missing", "notBreaching", "breaching", "ignore"),
      period: fc.constantFrom(60, 300, 900),
      // Minute at which a datum is reported, how many minutes late, and its value.
      data: fc.array(fc.tuple(fc.nat(120), fc.nat(25), fc.constantFrom(0, 1)), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ n, treatment, period, data }) => {
        const definition = define({ Period: period, EvaluationPeriods: n, TreatMissingData: treatment });
        const agenda = createAgenda(START);
        const { store, alarms } = account(agenda);
        const everyMinute: string[] = [];
        let state: AlarmState = "INSUFFICIENT_DATA";
        alarms.put(definition);
        const reports = new Map<number, (readonly [number, number])[]>();
        for (const [minute, late, value] of data) {
          reports.set(minute, [...(reports.get(minute) ?? []), [minute - late, value] as const]);
        }
        for (let minute = 0; minute <= 260; minute++) {
          const nowMs = START + minute * MINUTE;
          await agenda.runUntil(nowMs);
          if (minute > 0) {
            const after: AlarmState = evaluateAlarm(definition, store, state, nowMs).state;
            if (after !== state) everyMinute.push(`${minute} ${after}`);
            state = after;
          }
          for (const [at, value] of reports.get(minute) ?? []) {
            store.record(METRIC, "None", START + at * MINUTE, valueSet(value, 1));
          }
        }
        const onAgenda = alarms
          .views()[0]!
          .history.flatMap(({ timeMs, state: entered }) =>
            entered === undefined ? [] : [`${(timeMs - START) / MINUTE} ${entered}`],
          );
        expect(onAgenda).toEqual(everyMinute);
      }),
      { numRuns: 150 },
    );
  });

  it("evaluate a 56-day run of hourly data a few times an hour, not every minute", async () => {
    const agenda = createAgenda(START);
    const { store, alarms } = account(agenda);
    alarms.put(define({ Period: 3600, EvaluationPeriods: 2, DatapointsToAlarm: 1 }));
    for (let hour = 0; hour < 56 * 24; hour++) {
      await agenda.runUntil(START + hour * 60 * MINUTE + 7 * MINUTE);
      store.record(METRIC, "None", agenda.nowMs(), valueSet(hour % 100 === 0 ? 1 : 0, 1));
    }
    // Each datum comes in and moves on at one and the same minute of the hour, so one evaluation an hour.
    expect(agenda.ran()).toBeLessThan(56 * 24 * 2);
    expect(alarms.views()[0]?.history.filter(({ state }) => state === "ALARM").length).toBe(14);
  });
});
