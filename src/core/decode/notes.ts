import type { RejectLog, RejectReason } from "../../contracts/records.js";

/** Says once an object, however many of its records it concerns, what was left out of records that count. */
export class Notes {
  private readonly rejects: RejectLog;
  private readonly told = new Set<string>();

  constructor(rejects: RejectLog) {
    this.rejects = rejects;
  }

  once(reason: RejectReason, line: number, detail: string): void {
    if (this.told.has(detail)) return;
    this.told.add(detail);
    this.rejects.reject(reason, line, detail, 0);
  }
}
