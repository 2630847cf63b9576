import type { HourIndex } from "../../../contracts/verdict.js";

/** A stretch of time that one column of a table stands for. */
export interface TimeColumn {
  readonly from: HourIndex;
  /** Exclusive. */
  readonly to: HourIndex;
}

const MOST_COLUMNS = 60;
const SPANS_HOURS = [1, 2, 3, 6, 12, 24, 48, 96, 168];

/** At most 60 columns of equal width over a range: of hours, then of days. They begin at full hours or at midnight UTC. */
export function timeColumns({ from, to }: TimeColumn): readonly TimeColumn[] {
  const counted = (span: number): number => Math.ceil(to / span) - Math.floor(from / span);
  const weeks = Math.ceil((to - from) / 168 / (MOST_COLUMNS - 1)) * 168;
  const span = SPANS_HOURS.find((hours) => counted(hours) <= MOST_COLUMNS) ?? weeks;
  const first = Math.floor(from / span);
  return Array.from({ length: counted(span) }, (_, i) => ({ from: (first + i) * span, to: (first + i + 1) * span }));
}
