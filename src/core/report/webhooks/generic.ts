import type { WebhookFormat } from "../../../contracts/notice.js";

/** Any other receiver: the notice itself. */
export const generic: WebhookFormat = {
  name: "generic",
  isAt: () => true,
  compose: (notice) => ({ source: "plumbline", ...notice }),
};
