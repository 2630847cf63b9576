import type { Usage } from "./usage.js";

/**
 * What the pipeline asks of AWS, by what causes it. Requests were counted in the embedded cloud's request log, and a
 * test counts them again; what it can't count (seconds of Lambda, idle polls, bytes of a run's log) says where it is
 * from.
 */

/** GB of memory of the functions of 1,769 MB, which is one vCPU. */
export const GB_OF_ONE_CPU = 1769 / 1024;
const GB_OF_RECONCILE = 512 / 1024;
/** Memory of a monitor's functions, GB, by the last part of their names. Without labels there is no `labels`. */
export const FUNCTION_GB = {
  profile: GB_OF_ONE_CPU,
  analyze: GB_OF_ONE_CPU,
  baseline: GB_OF_ONE_CPU,
  reconcile: GB_OF_RECONCILE,
  widget: GB_OF_ONE_CPU,
  labels: GB_OF_ONE_CPU,
} as const;
const KB = 1024;
const GB = 2 ** 30;

/** START, END and REPORT lines and one or two of the function's own. */
export const LOG_OF_A_RUN: Usage = { logIngestedGb: (2 * KB) / GB, logStoredGbMonth: (2 * KB) / GB };

/** A capture or label file that only lands: its event, and its message. */
export const PER_LANDING: Usage = { objectEvent: 1, sqsRequest: 1 };

/**
 * One capture whose records are of one hour: its event, its way through the queue, its profile and inventory entry, the
 * attempt that is opened and closed, the dirty mark, and its profile's reading when the hour is judged. A batch of
 * captures takes fewer invocations and requests of the queue: this is the most.
 */
export const PER_CAPTURE: Usage = {
  objectEvent: 1,
  // Sent by the rule, received and deleted by Lambda.
  sqsRequest: 3,
  lambdaRequest: 1,
  // A dozen round trips of 5 to 35 ms to S3 and DynamoDB; not measured on AWS.
  lambdaGbSecond: 0.25 * GB_OF_ONE_CPU,
  // Profile, inventory entry, and the listing that tells a missing inventory entry from a forbidden one.
  s3Write: 3,
  // HEAD and GET of the capture, GET of the inventory entry, HEAD once more, GET of the profile.
  s3Read: 5,
  dynamoWriteUnit: 3,
  dynamoReadUnit: 2,
  ...LOG_OF_A_RUN,
};

/**
 * What a capture asks for that is left out: HEAD of it, GET of its inventory entry with the listing that tells a missing one
 * from a forbidden one, the attempt that isn't there, and the entry that says so. Its share of a run's seconds is not in it.
 */
export const PER_LEFT_OUT: Usage = { ...PER_LANDING, s3Write: 2, s3Read: 2, dynamoReadUnit: 1 };

/** One record in a capture: 3.5 us of CPU once the code is compiled (bench/RESULTS.md), thrice that to be sure. */
export const PER_RECORD: Usage = { lambdaGbSecond: 10e-6 * GB_OF_ONE_CPU };

/** The hourly analysis, also where nothing has landed. */
export const PER_HOUR: Usage = {
  schedulerInvocation: 1,
  lambdaRequest: 1,
  lambdaGbSecond: 0.3 * GB_OF_ONE_CPU,
  dynamoReadUnit: 3,
  dynamoWriteUnit: 2,
  metricRequest: 1,
  ...LOG_OF_A_RUN,
};

/** What an hour with captures adds, once it settles: window, verdict, report, scores, counts, history, its event and its deletion. */
export const PER_JUDGED_HOUR: Usage = {
  lambdaGbSecond: 1 * GB_OF_ONE_CPU,
  dynamoReadUnit: 15,
  dynamoWriteUnit: 7,
  metricRequest: 1,
  sqsRequest: 1,
  s3Write: 7,
  s3Read: 2,
};

/** What a capture adds where labels are awaited: its rows, their inventory entry, and their reading when the hour is compacted. */
export const PER_LABELLED_CAPTURE: Usage = { s3Write: 3, s3Read: 2 };

/** What an hour with captures adds where labels are awaited: it is compacted into join rows and their filter. */
export const PER_LABELLED_HOUR: Usage = {
  dynamoReadUnit: 5,
  dynamoWriteUnit: 2,
  sqsRequest: 1,
  s3Write: 7,
  s3Read: 2,
};

/** One label file: it is read, joined with the predictions that it is found to be about, and noted. */
export const PER_LABEL_FILE: Usage = {
  objectEvent: 1,
  sqsRequest: 3,
  lambdaRequest: 1,
  lambdaGbSecond: 0.5 * GB_OF_ONE_CPU,
  s3Write: 6,
  s3Read: 6,
  dynamoReadUnit: 2,
  dynamoWriteUnit: 4,
  ...LOG_OF_A_RUN,
};

/** An hour whose quality is judged (again) because labels have come; however many files they came in. */
export const PER_RELABELLED_HOUR: Usage = {
  lambdaGbSecond: 0.5 * GB_OF_ONE_CPU,
  s3Write: 4,
  s3Read: 14,
  dynamoReadUnit: 5,
  dynamoWriteUnit: 3,
};

/** A label file that doesn't name its hours: the filter of each hour within the wait is read. */
export const PER_SEARCHED_HOUR: Usage = { s3Read: 1 };

/** The daily reconciliation, beside its listings. */
export const PER_DAY: Usage = {
  schedulerInvocation: 1,
  lambdaRequest: 1,
  lambdaGbSecond: 1 * GB_OF_RECONCILE,
  dynamoReadUnit: 3,
  s3Read: 1,
  s3Write: 2,
  ...LOG_OF_A_RUN,
};

/** Objects that one LIST request tells of. */
export const KEYS_A_LISTING = 1000;

/** Listings of an hour's profiles while it is judged. */
export const LISTINGS_A_JUDGED_HOUR = 3;

/**
 * Lambda polls an idle queue as well: five pollers, each waiting up to 20 seconds, are what is reported. AWS documents
 * that it polls, and no number.
 */
export const IDLE_POLLS_AN_HOUR = 5 * (3600 / 20);

/** A mail to one address, published once. */
export const PER_MAIL: Usage = { topicRequest: 1, mailSent: 1 };

/** A morning of the hub: who has confirmed, digests. Few requests, by how many monitors there are. */
export const PER_NOTIFY_RUN: Usage = {
  schedulerInvocation: 1,
  lambdaRequest: 1,
  lambdaGbSecond: 1 * GB_OF_RECONCILE,
  metricRequest: 1,
  dynamoReadUnit: 20,
  dynamoWriteUnit: 3,
  ...LOG_OF_A_RUN,
};

/** Where the hub has a guard: each run reads where the hub stands, and writes what it has asked for. */
export const PER_MEASURED_RUN: Usage = { dynamoReadUnit: 1, dynamoWriteUnit: 1 };

/** The guard's hourly look at one monitor: runs and seconds of each function, messages of the queue, and four hours of counts. */
export const PER_GUARDED_HOUR: Usage = {
  metricRequest: 2 * (Object.keys(FUNCTION_GB).length - 1) + 1,
  dynamoReadUnit: 4,
};

/** The guard itself: it reads the last day and the month, and writes three hours, the month and where the hub stands. */
export const PER_GUARD_RUN: Usage = {
  schedulerInvocation: 1,
  lambdaRequest: 1,
  lambdaGbSecond: 0.5 * GB_OF_RECONCILE,
  metricRequest: 1,
  dynamoReadUnit: 6,
  dynamoWriteUnit: 6,
  ...LOG_OF_A_RUN,
};
