import type { RejectReason } from "../../contracts/records.js";

/** Why one record can't be used. It ends that record only, and never leaves the decoders. */
export class RecordFault extends Error {
  readonly reason: RejectReason;
  /** How many records are lost with it. */
  readonly records: number;

  constructor(reason: RejectReason, detail: string, records = 1) {
    super(detail);
    this.name = "RecordFault";
    this.reason = reason;
    this.records = records;
  }
}
