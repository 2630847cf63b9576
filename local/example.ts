/** An example that runs on this machine: a configuration, a bucket that exists already, and what lands in it. */
export interface LocalExample {
  readonly name: string;
  /** Path of its plumbline.yaml. */
  readonly configFile: string;
  readonly monitor: string;
  readonly captureBucket: string;
  /** When the stacks are deployed, and until when simulated time runs, epoch milliseconds. */
  readonly deployedAtMs: number;
  readonly untilMs: number;
  /** Captures that were there before the deployment, and those that land afterwards. */
  captures(): Promise<LocalObjects>;
}

export interface LocalObjects {
  readonly existing: Iterable<LocalCapture>;
  readonly live: Iterable<LocalCapture>;
  /** Of both, in order of arrival. */
  readonly labels: readonly LocalLabels[];
}

export interface LocalLabels {
  readonly key: string;
  readonly body: string;
  readonly labels: number;
  readonly arrivesAtMs: number;
}

export interface LocalCapture {
  readonly key: string;
  readonly body: string;
  readonly records: number;
  readonly arrivesAtMs: number;
}
