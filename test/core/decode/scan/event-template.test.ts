import { describe, expect, it } from "vitest";
import { DEFAULT_DECODE_LIMITS, type DecodeOptions } from "../../../../src/contracts/decoding.js";
import { EventReader } from "../../../../src/core/decode/capture/event-reader.js";
import { BatchBuilder } from "../../../../src/core/decode/columns/batch-builder.js";
import { parseJson } from "../../../../src/core/decode/json/parse-json.js";
import { EventTimes } from "../../../../src/core/decode/scan/event-time.js";
import { EventLearner } from "../../../../src/core/decode/scan/learn-event.js";
import { createRejectLog } from "../../../../src/core/decode/reject-log.js";

const NEITHER = -1;

function event(input: string, output: string, encoding = "JSON", extra = ""): string {
  const side = (data: string): string =>
    `{"observedContentType":"application/json","data":${JSON.stringify(data)},"encoding":"${encoding}"}`;
  return (
    `{"captureData":{"endpointInput":${side(input)},"endpointOutput":${side(output)}},` +
    `"eventMetadata":{${extra}"eventId":"e","inferenceTime":"2024-01-01T00:00:00Z"}}`
  );
}

/** Learns from the first line and scans the second; -1 when nothing was learned or the line doesn't fit. */
function scanned(first: string, second: string, options: DecodeOptions = {}): number {
  const log = createRejectLog();
  const batch = new BatchBuilder(options, DEFAULT_DECODE_LIMITS, log, true);
  const events = new EventReader(options, DEFAULT_DECODE_LIMITS, log);
  const parsed = parseJson(first, 32);
  for (const row of events.read(parsed, 1)) batch.addRow(row);
  const line = (text: string): Buffer => Buffer.from(`${text}\n`);
  const lesson = line(first);
  const template = new EventLearner(events, batch, new EventTimes()).learn(
    { bytes: lesson, start: 0, end: lesson.length - 1 },
    parsed,
  );
  const bytes = line(second);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return template?.scan(bytes, view, 0, bytes.length - 1, batch) ?? NEITHER;
}

describe("an event template", () => {
  it.each([
    { why: "CSV", first: event("1,a,0.5", "0.1", "CSV"), second: event("-2.75,bcd,NA", "1e-7", "CSV"), rows: 1 },
    {
      why: "CSV with more rows than it was learned from",
      first: event("1,a", "0.1", "CSV"),
      second: event("2,b\n3,c\r\n4,d\n", "0.2\n0.3\n0.4\n", "CSV"),
      rows: 3,
    },
    {
      why: "a JSON object",
      first: event('{"a":1,"b":"x"}', '{"p":0.5}'),
      second: event('{"a":null,"b":true}', '{"p":"größe"}'),
      rows: 1,
    },
    {
      why: "nested JSON with blanks",
      first: event('{ "a" : { "b" : [1, 2] } }', "[0.5]"),
      second: event('{ "a" : { "b" : [3, "x"] } }', "[1]"),
      rows: 1,
    },
    {
      why: "JSON lines, another number of them",
      first: event('{"a":1}\n{"a":2}', '{"p":1}\n{"p":2}\n'),
      second: event('{"a":3}\n{"a":4}\n{"a":5}', '{"p":3}\n{"p":4}\n{"p":5}\n'),
      rows: 3,
    },
    {
      why: "instances and predictions, another number of them",
      first: event('{"instances": [[1, 2], [3, 4]]}', '{"predictions": [0.1, 0.2]}'),
      second: event('{"instances": [[5, 6], [7, 8], [9, 0]]}', '{"predictions": [0.3, 0.4, 0.5]}'),
      rows: 3,
    },
    {
      why: "scalars around the rows, as long as they stay",
      first: event('{"v":1,"instances":[[1],[2]],"name":"x"}', "[1,2]"),
      second: event('{"v":1,"instances":[[3],[4],[5]],"name":"x"}', "[3,4,5]"),
      rows: 3,
    },
    {
      why: "metadata of any text or number",
      first: event("1", "2", "CSV", '"inferenceId":"a","custom":"b","latency":3,'),
      second: event("3", "4", "CSV", '"inferenceId":"cd","custom":"efg","latency":4.5,'),
      rows: 1,
    },
  ])("scans lines written alike: $why", ({ first, second, rows }) => {
    expect(scanned(first, second)).toBe(rows);
  });

  it.each([
    { why: "another number of cells", first: event("1,2", "1", "CSV"), second: event("1,2,3", "1", "CSV") },
    { why: "quoted cells", first: event("a,b", "1", "CSV"), second: event('"a",b', "1", "CSV") },
    { why: "an empty row", first: event("1", "1", "CSV"), second: event("", "", "CSV") },
    { why: "other counts on both sides", first: event("1", "1", "CSV"), second: event("1\n2", "1", "CSV") },
    { why: "another encoding", first: event("1", "1", "CSV"), second: event("1", "1", "JSON") },
    { why: "another key", first: event('{"a":1}', "[1]"), second: event('{"b":1}', "[1]") },
    { why: "an escape in a nested text", first: event('{"a":"x"}', "[1]"), second: event('{"a":"\\"x"}', "[1]") },
    { why: "NaN", first: event('{"a":1}', "[1]"), second: event('{"a":NaN}', "[1]") },
    { why: "a leading zero, which is no JSON", first: event('{"a":1}', "[1]"), second: event('{"a":01}', "[1]") },
    { why: "a line that ends early", first: event("1", "1", "CSV"), second: event("1", "1", "CSV").slice(0, -1) },
    { why: "a line with something behind it", first: event("1", "1", "CSV"), second: `${event("1", "1", "CSV")}x` },
    { why: "an accent in an id", first: event("1", "1", "CSV"), second: event("1", "1", "CSV").replace('"e"', '"é"') },
    {
      why: "columns instead of rows",
      first: event('{"a":[1,2],"b":[3,4]}', "[1,2]"),
      second: event('{"a":[5,6],"b":[7,8]}', "[3,4]"),
    },
  ])("leaves to the plain way: $why", ({ first, second }) => {
    expect(scanned(first, second)).toBe(NEITHER);
  });

  it("leaves no trace of a line that doesn't fit", () => {
    const log = createRejectLog();
    const batch = new BatchBuilder({}, DEFAULT_DECODE_LIMITS, log, true);
    const events = new EventReader({}, DEFAULT_DECODE_LIMITS, log);
    const first = event("1,2", "3", "CSV");
    for (const row of events.read(parseJson(first, 32), 1)) batch.addRow(row);
    const bytes = Buffer.from(`${first}\n${event("4,5", "6", "CSV").replace('"eventId"', '"eventIt"')}\n`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const learner = new EventLearner(events, batch, new EventTimes());
    const template = learner.learn({ bytes, start: 0, end: first.length }, parseJson(first, 32))!;
    expect(template.scan(bytes, view, first.length + 1, bytes.length - 1, batch)).toBe(NEITHER);
    expect(batch.rows).toBe(1);
    expect(batch.columns.map((column) => column.kinds[1])).toEqual([0, 0, 0]);
  });
});
