import type { DriftMetric } from "../../contracts/drift.js";
import { registry } from "../../contracts/registry.js";
import { chiSquared } from "./chi-squared.js";
import { csi } from "./csi.js";
import { gTest } from "./g-test.js";
import { hellinger } from "./hellinger.js";
import { jensenShannon } from "./jensen-shannon.js";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.js";
import { kullbackLeibler } from "./kullback-leibler.js";
import { lInfinity } from "./l-infinity.js";
import { missingRate } from "./missing-rate.js";
import { psi } from "./psi.js";
import { totalVariation } from "./total-variation.js";
import { unseenCategories } from "./unseen-categories.js";
import { wasserstein } from "./wasserstein.js";

/** Every drift metric, by the name that configuration and storage use. */
export const driftMetrics = registry<DriftMetric>("drift metric", [
  psi,
  csi,
  jensenShannon,
  kullbackLeibler,
  hellinger,
  totalVariation,
  lInfinity,
  kolmogorovSmirnov,
  wasserstein,
  chiSquared,
  gTest,
  missingRate,
  unseenCategories,
]);
