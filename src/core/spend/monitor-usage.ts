import {
  IDLE_POLLS_AN_HOUR,
  KEYS_A_LISTING,
  LISTINGS_A_JUDGED_HOUR,
  PER_CAPTURE,
  PER_DAY,
  PER_GUARDED_HOUR,
  PER_HOUR,
  PER_JUDGED_HOUR,
  PER_LABELLED_CAPTURE,
  PER_LABELLED_HOUR,
  PER_LABEL_FILE,
  PER_MAIL,
  PER_MEASURED_RUN,
  PER_RECORD,
  PER_RELABELLED_HOUR,
  PER_SEARCHED_HOUR,
} from "./rates.js";
import { listingsAMonth, storedUsage } from "./storage.js";
import { addUsage, DAYS_A_MONTH, HOURS_A_MONTH, scaleUsage, type Usage } from "./usage.js";

/** What of a monitor's deployment costs money, as its templates hold it. */
export interface MonitorShape {
  readonly name: string;
  /** Series that every run publishes, and those that only an hour with captures does. */
  readonly runMetrics: number;
  readonly hourMetrics: number;
  /** Metrics that its alarms watch: CloudWatch bills an alarm by them. */
  readonly alarmMetrics: number;
  /** Dashboards of its own, beside the hub's. Default none. */
  readonly dashboards?: number;
  /** Queues that Lambda polls. */
  readonly eventSources: number;
  /** How long labels are waited for; null where none are. */
  readonly labelWaitDays: number | null;
  readonly retentionDays: number;
}

/** What a model's traffic is expected to be. */
export interface Traffic {
  readonly objectsPerHour: number;
  readonly recordsPerDay: number;
  readonly labelFilesPerDay: number;
  /** Columns that are profiled. */
  readonly features: number;
}

/** Usage of a month, in its two parts. */
export interface MonthlyUsage {
  /** Without any capture: the monitor is there, looks every hour and finds nothing. */
  readonly fixed: Usage;
  /** What the traffic adds. */
  readonly metered: Usage;
}

/** Mails to one address, alarms of the pipeline included: a noisy month. */
const MAILS_A_MONTH = 10;

/** @param measured whether the hub has a guard, which counts what every run asks for */
export function monitorUsage(shape: MonitorShape, traffic: Traffic, measured = false): MonthlyUsage {
  const { fixed, metered } = { fixed: fixedUsage(shape), metered: meteredUsage(shape, traffic) };
  if (!measured) return { fixed, metered };
  return {
    fixed: addUsage(fixed, scaleUsage(PER_GUARDED_HOUR, HOURS_A_MONTH), scaleUsage(PER_MEASURED_RUN, HOURS_A_MONTH)),
    // A run for each object that lands: captures and label files.
    metered: addUsage(metered, scaleUsage(PER_MEASURED_RUN, metered.objectEvent ?? 0)),
  };
}

/** What a monitor has standing there, month in and month out, whether its functions run or not. */
export function standingUsage({
  runMetrics,
  hourMetrics,
  alarmMetrics,
  dashboards = 0,
  eventSources,
}: MonitorShape): Usage {
  return {
    ...(dashboards > 0 && { dashboardMonth: dashboards }),
    metricMonth: runMetrics + hourMetrics,
    alarmMetricMonth: alarmMetrics,
    compositeAlarmMonth: 1,
    sqsRequest: eventSources * IDLE_POLLS_AN_HOUR * HOURS_A_MONTH,
  };
}

function fixedUsage(shape: MonitorShape): Usage {
  return addUsage(
    // Series of settled hours are billed for the hours in which they get points: with the traffic.
    { ...standingUsage(shape), metricMonth: shape.runMetrics },
    scaleUsage(PER_HOUR, HOURS_A_MONTH),
    scaleUsage(PER_DAY, DAYS_A_MONTH),
  );
}

function meteredUsage(shape: MonitorShape, traffic: Traffic): Usage {
  const { objectsPerHour, recordsPerDay, labelFilesPerDay, features } = traffic;
  const { hourMetrics, labelWaitDays, retentionDays } = shape;
  const captures = objectsPerHour * HOURS_A_MONTH;
  // Captures that come less than once an hour leave hours out.
  const share = Math.min(1, objectsPerHour);
  const judgedHours = share * HOURS_A_MONTH;
  if (captures === 0) return {};
  return addUsage(
    scaleUsage(PER_CAPTURE, captures),
    scaleUsage(PER_RECORD, recordsPerDay * DAYS_A_MONTH),
    scaleUsage(PER_JUDGED_HOUR, judgedHours),
    // CloudWatch bills a series for the hours in which it gets points.
    { metricMonth: hourMetrics * share },
    { s3Write: LISTINGS_A_JUDGED_HOUR * Math.floor(objectsPerHour / KEYS_A_LISTING) * HOURS_A_MONTH },
    { s3Write: listingsAMonth(objectsPerHour, retentionDays, KEYS_A_LISTING) },
    storedUsage({
      objectsPerHour,
      recordsPerObject: recordsPerDay / 24 / objectsPerHour,
      features,
      labelWaitDays,
      retentionDays,
    }),
    scaleUsage(PER_MAIL, MAILS_A_MONTH),
    labelWaitDays === null ? {} : labelUsage(captures, judgedHours, labelFilesPerDay * DAYS_A_MONTH, labelWaitDays),
  );
}

function labelUsage(captures: number, judgedHours: number, files: number, waitDays: number): Usage {
  const hoursOfAWait = (judgedHours / HOURS_A_MONTH) * waitDays * 24;
  return addUsage(
    scaleUsage(PER_LABELLED_CAPTURE, captures),
    scaleUsage(PER_LABELLED_HOUR, judgedHours),
    scaleUsage(PER_LABEL_FILE, files),
    // A file is taken to be about one hour.
    scaleUsage(PER_RELABELLED_HOUR, Math.min(files, judgedHours)),
    scaleUsage(PER_SEARCHED_HOUR, files * hoursOfAWait),
  );
}
