import { Duration } from "aws-cdk-lib";
import type { FunctionName, HubFunctionName } from "../lambda-bundles.js";

export interface FunctionSize {
  readonly description: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
}

// 1,769 MB is one whole vCPU: less memory makes a CPU-bound run slower at the same price.
const ONE_CPU_MB = 1769;

export const FUNCTION_SIZES: Readonly<Record<FunctionName, FunctionSize>> = {
  "profile-captures": {
    description: "Turns captures into mergeable profiles, one per hour of event time",
    memoryMb: ONE_CPU_MB,
    timeout: Duration.minutes(5),
  },
  "analyze-windows": {
    description: "Compares settled hours with the baseline; publishes verdicts, incidents, metrics and mails",
    memoryMb: ONE_CPU_MB,
    timeout: Duration.minutes(15),
  },
  "build-baseline": {
    description: "Learns the baseline from the reference and switches to it",
    memoryMb: ONE_CPU_MB,
    timeout: Duration.minutes(15),
  },
  reconcile: {
    description: "Lists the captures and queues those that no profile is known of",
    memoryMb: 512,
    timeout: Duration.minutes(15),
  },
  widget: {
    description: "Draws the custom widgets of dashboards, and takes the answers that are given there",
    // People wait for it: half a second on one CPU costs less than the look at it is worth.
    memoryMb: ONE_CPU_MB,
    timeout: Duration.seconds(30),
  },
  "join-labels": {
    description: "Finds the predictions that labels belong to, and keeps both by the hour",
    memoryMb: ONE_CPU_MB,
    timeout: Duration.minutes(15),
  },
};

export const HUB_FUNCTION_SIZES: Readonly<Record<HubFunctionName, FunctionSize>> = {
  notify: {
    description: "Posts notices to webhooks, sends digests, counts subscriptions that nobody has confirmed",
    memoryMb: 512,
    timeout: Duration.minutes(1),
  },
  "guard-spend": {
    description: "Counts what the hub's monitors spend, and slows or pauses them near the cap",
    memoryMb: 512,
    timeout: Duration.minutes(5),
  },
};
