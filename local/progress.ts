import type { WriteStream } from "node:tty";
import type { Progress } from "./run-example.js";

/** Progress on one line of a terminal, or as a line every tenth of the way where there is none. */
export interface TerminalProgress extends Progress {
  end(): void;
}

const BAR = 30;

/** @param quiet says nothing at all */
export function createProgress(stream: WriteStream, quiet: boolean): TerminalProgress {
  const startedMs = performance.now();
  let simulationMs: number | null = null;
  let tenths = 0;
  const write = (text: string): void => {
    if (!quiet) stream.write(text);
  };
  return {
    step(text) {
      write(`${seconds(performance.now() - startedMs)}  ${text}\n`);
    },
    simulated(share, nowMs) {
      simulationMs ??= performance.now();
      const left = ((performance.now() - simulationMs) / share) * (1 - share);
      const day = new Date(nowMs).toISOString().slice(0, 13).replace("T", " ");
      if (stream.isTTY) {
        const filled = Math.round(share * BAR);
        write(
          `\r${"#".repeat(filled)}${".".repeat(BAR - filled)} ${percent(share)}  ${day}h  ${seconds(left)} left   `,
        );
      } else if (Math.floor(share * 10) > tenths) {
        tenths = Math.floor(share * 10);
        write(`${seconds(performance.now() - startedMs)}  ${percent(share)}, simulated time ${day}h\n`);
      }
    },
    end() {
      if (stream.isTTY) write("\n");
    },
  };
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`.padStart(5);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`.padStart(5);
