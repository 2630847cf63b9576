import { expect, it } from "vitest";
import { keyLayout } from "../../../bin/draft/key-layout.js";

it.each([
  {
    key: "churn/AllTraffic/2026/01/05/23/20-48-871.jsonl",
    prefix: "churn/AllTraffic/",
    timePattern: "{yyyy}/{MM}/{dd}/{HH}",
  },
  { key: "forecasts/dt=2026-01-05/part-0.parquet", prefix: "forecasts/", timePattern: "dt={yyyy-MM-dd}" },
  { key: "a/2026-01-05/x.csv", prefix: "a/", timePattern: "{yyyy-MM-dd}" },
  { key: "a/year=2026/month=01/day=05/x.csv", prefix: "a/", timePattern: "year={yyyy}/month={MM}/day={dd}" },
  { key: "2026/01/05/x.csv", prefix: "", timePattern: "{yyyy}/{MM}/{dd}" },
  { key: "a/2026/13/05/x.csv", prefix: "a/2026/13/05/", timePattern: null },
  { key: "a/dt=2026-02-45/x.csv", prefix: "a/dt=2026-02-45/", timePattern: null },
  { key: "2026-01-05.csv", prefix: "", timePattern: null },
  { key: "x.csv", prefix: "", timePattern: null },
])("the key $key has prefix '$prefix' and time $timePattern", ({ key, ...layout }) => {
  expect(keyLayout(key)).toEqual(layout);
});
