import type { SpendOverride, SpendStanding } from "../../contracts/spend.js";
import type { SpendFigures } from "../../core/spend/guard.js";
import type { GuardMail } from "../../core/spend/guard-mail.js";
import type { BilledService } from "../../core/spend/price-table.js";
import type { SpendAudit } from "./spend-audit.js";

/** One monitor's work this month, or what the hub has standing there, US dollars. */
export interface PartSpend {
  readonly name: string;
  /** By work since the month began. */
  readonly meteredUsd: number;
  /** What stands there in the whole month. */
  readonly standingUsd: number;
  /** Of the work. */
  readonly services: Readonly<Partial<Record<BilledService, number>>>;
}

/** Something to tell one topic: a mail, and where a state has changed its entry in the audit trail. */
export interface SpendNotice extends GuardMail {
  readonly topicArn: string;
  readonly audit: SpendAudit | null;
}

/** The guard's word, as it stands in the table. */
export interface SpendStateBody {
  readonly standing: SpendStanding;
  readonly figures: SpendFigures;
  readonly parts: readonly PartSpend[];
  readonly override: SpendOverride | null;
  readonly monthlyUsd: number;
  readonly atMs: number;
  /** Told when it is sent: a crash in between tells it again. */
  readonly pending: readonly SpendNotice[];
}
