import type { DriftMetric } from "../../contracts/drift.js";
import { registry } from "../../contracts/registry.js";
import { chiSquared } from "./chi-squared.js";
import { cramerVonMises } from "./cramer-von-mises.js";
import { csi } from "./csi.js";
import { gTest } from "./g-test.js";
import { hellinger } from "./hellinger.js";
import { jensenShannon } from "./jensen-shannon.js";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.js";
import { kullbackLeibler } from "./kullback-leibler.js";
import { lInfinityRobust } from "./l-infinity-robust.js";
import { lInfinity } from "./l-infinity.js";
import { mannWhitney } from "./mann-whitney.js";
import { missingRate } from "./missing-rate.js";
import { psi } from "./psi.js";
import { totalVariation } from "./total-variation.js";
import { unseenCategories } from "./unseen-categories.js";
import { wasserstein } from "./wasserstein.js";
import { welchT } from "./welch-t.js";
import { zTest } from "./z-test.js";

/** Every drift metric, by the name that configuration and storage use. */
export const driftMetrics = registry<DriftMetric>("drift metric", [
  psi,
  csi,
  jensenShannon,
  kullbackLeibler,
  hellinger,
  totalVariation,
  lInfinity,
  lInfinityRobust,
  kolmogorovSmirnov,
  cramerVonMises,
  wasserstein,
  mannWhitney,
  welchT,
  chiSquared,
  gTest,
  zTest,
  missingRate,
  unseenCategories,
]);
