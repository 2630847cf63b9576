import type { Finding } from "../../../contracts/verdict.js";

/**
 * What each kind of finding means and what to do: the sections of docs/operations.md under "Findings", word for word, so that a report
 * can hold the one that it is about. Markdown with code and links, no other marks.
 */
export interface GuideSection {
  /** Heading of the section. */
  readonly kind: string;
  /** How a mail words it, and what that means. */
  readonly means: string;
  readonly likelyCauses: string;
  readonly action: string;
}

export const FINDING_GUIDE: readonly GuideSection[] = [
  {
    kind: "shift",
    means:
      '"values moved up", "values moved down"; `median 46 -> 49`. A numeric column\'s values lie higher or lower as a whole.',
    likelyCauses:
      "another unit (months for years, cents for euros), another default, a filter or join upstream, other customers, prices, a campaign. Of the model's output: a new model version, or inputs that moved.",
    action:
      "wrong data is fixed at its source; if the world changed, look at quality on recent labels, then [accept](answers.md#accept-and-relearn) or retrain.",
  },
  {
    kind: "spread",
    means: '"values spread wider", "values lie closer together". The middle may be where it was.',
    likelyCauses:
      "two sources mixed into one, a part in another unit, clipping, rounding or caching upstream, a constant where a measure used to be, one group of customers gone.",
    action:
      "the report's chart shows whether a second hump came or the tails went. Wrong data is fixed at its source; if the world changed, look at quality on recent labels, then accept or retrain.",
  },
  {
    kind: "shape",
    means:
      '"the mix of values is another"; `share of "PT" 12 % -> 31 %`, `share of values above 40 up to 60`, `values above 90, the largest before`. The distribution changed in another way than by moving or stretching; of categories, in any way at all.',
    likelyCauses:
      "a code list that was changed, a class that was renamed or merged, one country or channel that grew, special values (-1, 999) for missing ones.",
    action:
      "compare a category's code list with the one of the training data. Wrong data is fixed at its source; if the world changed, look at quality on recent labels, then accept or retrain.",
  },
  {
    kind: "missing",
    means:
      '"more values are missing", "fewer values are missing"; `missing values 1 % -> 4.2 %`. What counts as missing: [missing-values.md](missing-values.md).',
    likelyCauses:
      "a join that finds nothing, a field that the client stopped sending or renamed (the report then says that the column is gone and another is new), a time-out that falls back to null. Fewer: somebody began to fill a default in.",
    action:
      "ask the owner of the source. Don't accept more missing values without looking at what the model does with them.",
  },
  {
    kind: "unseen",
    means: '"more values never seen before", with their share. Categories that the reference doesn\'t know.',
    likelyCauses:
      "a new product, country or code; capitals, blanks or an encoding that changed; numbers written as texts.",
    action:
      "the names are not stored, only keyed hashes: look into the captures themselves. A new category is rarely handled by a model that was never trained on it: retrain, or map it upstream.",
  },
  {
    kind: "pair",
    means:
      "feature `correlations`; `correlation of a and b 0.81 -> 0.32`. Two columns no longer belong together as they used to, though neither drifts by itself.",
    likelyCauses:
      "rows shifted against each other in a join, columns swapped, one of the two no longer updated or taken from elsewhere.",
    action: "follow both columns to where they are joined.",
  },
  {
    kind: "all pairs",
    means:
      "feature `correlations`; `variation that the usual correlations leave unexplained 12 % -> 19 %`. Many relations changed a little.",
    likelyCauses:
      "a source that was exchanged as a whole, keys that match fewer rows, synthetic or test traffic, another population.",
    action:
      "the window's report shows which columns moved most, though none of them enough by itself; follow these to where they are joined.",
  },
  {
    kind: "fixed metrics",
    means:
      "the metric's name as the check: `psi`, `jensen-shannon`, `missing-rate`, `unseen-categories` and so on. Either `alarms.fixed` names it, or the monitor has too short a reference for calibrated limits, which the rule's sentence in the mail says (\"so fixed thresholds judge\": `psi` 0.2, `missing-rate` 0.35, `unseen-categories` 0.05, from 200 rows on).",
    likelyCauses:
      "a unit, a code list, a filter or a join that changed upstream, other customers; or a threshold too tight for the window's rows or season. No number of false pages is promised for these.",
    action:
      "wrong data is fixed at its source; if the world changed, accept or retrain. If it was nothing: raise the threshold, or `plumbline backtest` to see what it would have paged.",
  },
  {
    kind: "concept",
    means:
      'subject "concept drift in ..."; "labels say something else of the same inputs than they used to". Accuracy or the share of a label (of a regression: absolute error, bias) differs from what was to be expected of these very rows.',
    likelyCauses:
      "the definition or source of the labels changed, a class was renamed; else the world changed: the relation that the model learned no longer holds.",
    action:
      "check the labels first; if they are right, retrain on labels since then. No `accept` for it: mute it, or retrain. More in [model-quality.md](model-quality.md#how-deployed-monitors-judge-quality).",
  },
  {
    kind: "realised",
    means:
      'subject "lower quality in ..."; "higher" or "lower than in the reference". The metric on true labels is not what it was.',
    likelyCauses:
      'other, harder cases (an incident of the inputs is mostly open too; "Beside it" in the mail says), broken inputs, a worse model version.',
    action: "fix the inputs if they are wrong; if they are right, retrain on data like today's.",
  },
  {
    kind: "coverage",
    means:
      'subject "fewer labels than usual". Of windows old enough fewer predictions have got their label than used to.',
    likelyCauses:
      "the job that writes labels did not run or writes elsewhere; its ids are no longer those of the predictions.",
    action:
      "`aws s3 ls s3://CAPTURES/LABEL_PREFIX --recursive | tail`, then `logs labels`: each file's outcome says `labels` and `matched`. Labels that come later are joined, and the windows judged again.",
  },
  {
    kind: "threshold",
    means:
      '"beyond the limit that configuration sets". A quality metric that `alarms.fixed` or `alarms.worseBy` names lies beyond its limit in the last 24 hours, with its whole 95 % interval.',
    likelyCauses:
      "harder cases, broken inputs, a worse model version; or labels that mean something else than they used to.",
    action:
      "check inputs and labels; fix what is wrong, else retrain. Such a page is outside the budget of false pages, and at least medium.",
  },
];

const FIXED = "fixed metrics";

/** Heading of the section about a finding: of checks that are metrics of fixed thresholds the common one. */
export function guideKind({ check }: Pick<Finding, "check">): string {
  return FINDING_GUIDE.some(({ kind }) => kind === check) ? check : FIXED;
}

/** The section about a finding. */
export function guideOf(finding: Pick<Finding, "check">): GuideSection {
  const wanted = guideKind(finding);
  return FINDING_GUIDE.find(({ kind }) => kind === wanted)!;
}
