import type { HubOutput } from "./schema/config.js";
import type { HubConfig, NotifyConfig } from "./types.js";

/** The hub's settings; the number of monitors decides the default number of false pages. */
export function resolveHub(hub: HubOutput, monitors: number): HubConfig {
  const { low, medium, high, critical } = hub.alerts.topics;
  return {
    name: hub.name,
    falseAlarmsPer30Days: hub.falseAlarmsPer30Days ?? defaultFalseAlarms(monitors),
    spend: hub.spend ? { ...hub.spend, prices: hub.spend.prices ?? null } : null,
    store: { retentionDays: hub.store.retentionDays, kmsKeyArn: hub.store.kmsKeyArn ?? null },
    network: hub.network ?? null,
    alertTopics: {
      ...(low !== undefined && { low }),
      ...(medium !== undefined && { medium }),
      ...(high !== undefined && { high }),
      ...(critical !== undefined && { critical }),
    },
    notify: resolveNotify(hub.notify, { page: [], digest: null, webhook: null }),
  };
}

/** One false page for each monitor, at most four in all, in 30 days. */
export function defaultFalseAlarms(monitors: number): number {
  return Math.min(4, monitors);
}

/** Who is told: what is written, else what `otherwise` says, field by field. */
export function resolveNotify(notify: HubOutput["notify"], otherwise: NotifyConfig): NotifyConfig {
  return {
    page: notify.page ?? otherwise.page,
    digest: notify.digest ?? otherwise.digest,
    webhook: notify.webhook ?? otherwise.webhook,
  };
}
