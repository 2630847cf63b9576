import { ListCostAllocationTagsCommand } from "@aws-sdk/client-cost-explorer";
import type { Check } from "../check.js";
import { ok, warning } from "../finding.js";

const TAGS = ["plumbline:hub", "plumbline:monitor"];

/** Bills and AWS Budgets know a tag only once it is active, in the account that pays. */
export const costTags: Check = {
  name: "cost tags",
  run: async ({ aws }) => {
    const { CostAllocationTags: found = [] } = await aws.costExplorer.send(
      new ListCostAllocationTagsCommand({ TagKeys: TAGS }),
    );
    return TAGS.map((tag) => {
      const status = found.find(({ TagKey }) => TagKey === tag)?.Status;
      if (status === "Active") return ok(tag, "is an active cost-allocation tag");
      const fix = `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey=${tag},Status=Active   # in the account that pays`;
      const why =
        status === undefined ? "is not known to billing yet, a day after the first deployment" : "is not active";
      return warning(tag, `${why}: bills don't show what a hub or monitor costs`, fix);
    });
  },
};
