import type { Check } from "./check.js";
import { accountQuotas } from "./checks/account-quotas.js";
import { bootstrap } from "./checks/bootstrap.js";
import { bucket } from "./checks/bucket.js";
import { bucketEvents } from "./checks/bucket-events.js";
import { bucketLifecycle } from "./checks/bucket-lifecycle.js";
import { captureFormat } from "./checks/capture-format.js";
import { captures } from "./checks/captures.js";
import { clock } from "./checks/clock.js";
import { configuration } from "./checks/configuration.js";
import { costTags } from "./checks/cost-tags.js";
import { encryption } from "./checks/encryption.js";
import { stacks } from "./checks/stacks.js";
import { subscriptions } from "./checks/subscriptions.js";

/** Every check, in the order in which one fix makes the next possible: one file each, one line here. */
export const checks: readonly Check[] = [
  clock,
  bootstrap,
  accountQuotas,
  stacks,
  configuration,
  bucket,
  bucketEvents,
  bucketLifecycle,
  captures,
  encryption,
  captureFormat,
  subscriptions,
  costTags,
];
