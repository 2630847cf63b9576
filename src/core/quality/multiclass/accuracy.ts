import { wilson } from "../interval.js";
import { measured, undefinedBecause } from "../measured.js";
import type { MulticlassMetric } from "../quality-metric.js";

/** Share of rows whose predicted class is the true one; also micro-averaged precision, recall and F1. `accuracy_score`. */
export const accuracy: MulticlassMetric = {
  task: "multiclass",
  reads: "class",
  name: "accuracy",
  title: "accuracy (micro-averaged precision, recall and F1)",
  better: "higher",
  measure({ confusion, rows }, omega) {
    const share = confusion.reduce((sum, row, k) => sum + row[k]!, 0) / rows;
    return measured(share, wilson(share, rows / omega));
  },
};

/**
 * Share of rows whose true class is among the k most probable ones; a class that ties with others counts as the last of them.
 * `top_k_accuracy_score`, which orders ties by class index.
 */
function topK(k: number): MulticlassMetric {
  return {
    task: "multiclass",
    reads: "score",
    name: `top-${k}-accuracy`,
    title: `share of rows whose class is among the ${k} most probable`,
    better: "higher",
    measure({ ranks, scoredRows, rows, classes }, omega) {
      if (scoredRows === 0) return undefinedBecause("no row has probabilities");
      if (scoredRows < rows) return undefinedBecause(`only ${scoredRows} of ${rows} rows have probabilities`);
      if (classes.length <= k) return undefinedBecause(`there are only ${classes.length} classes`);
      const share = ranks.slice(0, k).reduce((sum, each) => sum + each, 0) / rows;
      return measured(share, wilson(share, rows / omega));
    },
  };
}

export const topTwo = topK(2);
export const topThree = topK(3);
export const topFive = topK(5);
