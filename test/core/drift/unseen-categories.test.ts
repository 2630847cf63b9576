import { expect, it } from "vitest";
import { unseenCategories } from "../../../src/core/drift/unseen-categories.js";
import { counted } from "./samples.js";

it("is the share of rows whose category the reference never held", () => {
  expect(unseenCategories.score(counted([500, 500]), counted([90, 95], 15)).value).toBeCloseTo(15 / 200, 12);
});

it("takes off what the reference itself holds on the bins of a third", () => {
  expect(unseenCategories.score(counted([500, 480], 20), counted([90, 95], 15)).value).toBeCloseTo(0.075 - 0.02, 12);
  expect(unseenCategories.score(counted([500, 480], 20), counted([90, 110])).value).toBe(0);
});
