/** Names that say what a column of predictions or labels is, in the order in which they are believed. */
export const ID_NAMES: readonly string[] = ["id", "inferenceId", "inference_id", "eventId", "event_id"];

export const LABEL_NAMES: readonly string[] = ["label", "target", "actual", "truth", "ground_truth", "y_true", "y"];
