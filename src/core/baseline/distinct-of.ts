import type { ColumnProfile } from "../profile/profile.js";
import { distinctCategories } from "../summaries/categories.js";
import { distinctNumbers } from "../summaries/numbers.js";

/** Distinct values of a column: exact while there are few, else within about 2 % (one standard error). */
export function distinctOf({ numbers, categories }: ColumnProfile): number {
  const infinite = numbers ? Math.sign(numbers.infinite.negative) + Math.sign(numbers.infinite.positive) : 0;
  return (
    (numbers && numbers.moments.count > 0 ? distinctNumbers(numbers) : 0) +
    infinite +
    (categories ? distinctCategories(categories) : 0)
  );
}
