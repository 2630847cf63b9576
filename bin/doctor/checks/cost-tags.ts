import { ListCostAllocationTagsCommand } from "@aws-sdk/client-cost-explorer";
import type { Config } from "../../../src/config/index.js";
import { shellWord } from "../../../src/pipeline/shell-word.js";
import type { Check } from "../check.js";
import { ok, warning } from "../finding.js";

/** What bills don't show without a tag. */
const OWN_TAGS: ReadonlyMap<string, string> = new Map([
  ["plumbline:hub", "what a hub costs"],
  ["plumbline:monitor", "what a monitor costs"],
]);

/** Bills and AWS Budgets know a tag only once it is active, in the account that pays. */
export const costTags: Check = {
  name: "cost tags",
  run: async ({ aws, config }) => {
    const tags = new Map([...modelTags(config), ...OWN_TAGS]);
    const { CostAllocationTags: found = [] } = await aws.costExplorer.send(
      new ListCostAllocationTagsCommand({ TagKeys: [...tags.keys()] }),
    );
    return [...tags].map(([tag, shown]) => {
      const status = found.find(({ TagKey }) => TagKey === tag)?.Status;
      if (status === "Active") return ok(tag, "is an active cost-allocation tag");
      const activation = shellWord(`TagKey=${tag},Status=Active`);
      const fix = `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${activation}   # in the account that pays`;
      const why =
        status === undefined ? "is not known to billing yet, a day after the first deployment" : "is not active";
      return warning(tag, `${why}: bills don't show ${shown}`, fix);
    });
  },
};

/** The tags of what models themselves cost. */
function modelTags({ monitors }: Config): readonly (readonly [string, string])[] {
  return monitors.flatMap(({ name, model }) =>
    model.spend ? [[model.spend.tag.key, `what the model of ${name} costs`]] : [],
  );
}
