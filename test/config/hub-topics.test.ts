import { describe, expect, it } from "vitest";
import { configFromData } from "../../src/config/index.js";
import { hubTopics, topicOf } from "../../src/config/hub-topics.js";

const monitor = { captures: { format: "jsonl" }, reference: { live: "7d" }, columns: { time: "at" } };
const config = configFromData(
  {
    hub: { name: "ml", notify: { page: ["b@example.com", "a@example.com"] } },
    monitors: {
      plain: monitor,
      same: { ...monitor, notify: { page: ["a@example.com", "b@example.com"] } },
      churn: { ...monitor, notify: { page: ["churn@example.com"], digest: { to: ["g@example.com"], every: "day" } } },
      growth: { ...monitor, notify: { page: ["churn@example.com"], digest: { to: ["g@example.com"], every: "week" } } },
      silent: { ...monitor, notify: { page: [] } },
    },
  },
  "test",
);

describe("the topics of a hub", () => {
  it("are one for each distinct list, whatever its order, named for the first that has it", () => {
    expect(hubTopics(config).map(({ name, emails }) => [name, emails])).toEqual([
      ["ml-page", ["b@example.com", "a@example.com"]],
      ["ml-page-churn", ["churn@example.com"]],
      ["ml-page-silent", []],
      ["ml-digest-churn", ["g@example.com"]],
    ]);
  });

  it.each([
    { name: "plain", page: "ml-page", digest: null },
    { name: "same", page: "ml-page", digest: null },
    { name: "churn", page: "ml-page-churn", digest: "ml-digest-churn" },
    { name: "growth", page: "ml-page-churn", digest: "ml-digest-churn" },
    { name: "silent", page: "ml-page-silent", digest: null },
  ])("$name tells $page and $digest", ({ name, page, digest }) => {
    expect(topicOf("page", name, config)?.name).toBe(page);
    expect(topicOf("digest", name, config)?.name ?? null).toBe(digest);
  });

  it("keep their names when an address is added, so that nobody has to confirm again", () => {
    const { hub, monitors } = config;
    const notify = { ...hub.notify, page: [...hub.notify.page, "new@example.com"] };
    const [grown] = hubTopics({ hub: { ...hub, notify }, monitors: [] });
    expect(grown).toMatchObject({ name: "ml-page", emails: ["b@example.com", "a@example.com", "new@example.com"] });
    const more = monitors.map((each) => ({ ...each, notify: { ...each.notify, page: ["x@example.com"] } }));
    expect(hubTopics({ hub, monitors: more.slice(2, 3) }).map(({ name }) => name)).toContain("ml-page-churn");
  });
});
