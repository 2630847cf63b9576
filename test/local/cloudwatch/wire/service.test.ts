import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  InvalidParameterCombinationException,
  InvalidParameterValueException,
  ListMetricsCommand,
  paginateGetMetricData,
  PutDashboardCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCloudWatch, type CloudWatch } from "../../../../local/cloudwatch/cloudwatch.js";
import type { MetricDatum } from "@aws-sdk/client-cloudwatch";
import { createAgenda, type Agenda } from "../agenda.js";

const START = Date.UTC(2026, 0, 5, 12);
const DIMENSIONS = [{ Name: "Monitor", Value: "churn" }];

let agenda: Agenda;
let cloudwatch: CloudWatch;
let server: Server;
let client: CloudWatchClient;
let encodings: (string | undefined)[] = [];

function flat(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      encodings.push(request.headers["content-encoding"]);
      const received = Buffer.concat(chunks);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(received) : received;
      const { method = "", url = "" } = request;
      void cloudwatch.service.handle({ method, url, headers: flat(request.headers), body }).then((answer) => {
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new CloudWatchClient({
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
});

afterAll(() => {
  client.destroy();
  server.close();
});

beforeEach(() => {
  agenda = createAgenda(START);
  encodings = [];
  const publisher = { publish: (): void => undefined };
  cloudwatch = createCloudWatch(agenda, publisher, { region: "eu-west-1" });
});

async function put(...data: MetricDatum[]): Promise<void> {
  await client.send(new PutMetricDataCommand({ Namespace: "Plumbline", MetricData: data }));
}

function drift(value: number, minutesAgo = 0): MetricDatum {
  const Timestamp = new Date(START - minutesAgo * 60_000);
  return { MetricName: "DriftScoreNow", Dimensions: DIMENSIONS, Timestamp, Value: value };
}

function stat(id: string, statistic: string, period = 3600): object {
  const Metric = { Namespace: "Plumbline", MetricName: "DriftScoreNow", Dimensions: DIMENSIONS };
  return { Id: id, MetricStat: { Metric, Period: period, Stat: statistic } };
}

const SPAN = { StartTime: new Date(START - 24 * 3_600_000), EndTime: new Date(START + 3_600_000) };

describe("CloudWatch on the wire, by the SDK's own client", () => {
  it("takes Value, Values with Counts and StatisticValues, and answers statistics by the hour, newest first", async () => {
    const named = { ...drift(0, 60), Value: undefined };
    await put(
      drift(0.1),
      { ...named, Values: [1, 3], Counts: [2, 1] },
      { ...named, StatisticValues: { SampleCount: 2, Sum: 7, Minimum: 2, Maximum: 5 } },
    );
    const answer = await client.send(
      new GetMetricDataCommand({
        ...SPAN,
        MetricDataQueries: [stat("n", "SampleCount"), stat("sum", "Sum"), stat("max", "Maximum")] as never,
      }),
    );
    expect(answer.MetricDataResults?.map(({ Id, Values }) => [Id, Values])).toEqual([
      ["n", [1, 5]],
      ["sum", [0.1, 12]],
      ["max", [0.1, 5]],
    ]);
    expect(answer.MetricDataResults?.[0]?.Timestamps).toEqual([new Date(START), new Date(START - 3_600_000)]);
    expect(answer.MetricDataResults?.[0]).toMatchObject({ Label: "DriftScoreNow", StatusCode: "Complete" });
  });

  it("answers metric math and keeps hidden metrics back", async () => {
    await put(drift(0.25), drift(0.5, 60));
    const hidden = { ...stat("m1", "Maximum"), ReturnData: false };
    const answer = await client.send(
      new GetMetricDataCommand({
        ...SPAN,
        ScanBy: "TimestampAscending",
        MetricDataQueries: [hidden, { Id: "e1", Expression: "m1 * 100", Label: "percent" }] as never,
      }),
    );
    expect(answer.MetricDataResults).toMatchObject([{ Id: "e1", Label: "percent", Values: [50, 25] }]);
  });

  it("pages by the number of datapoints, and the SDK's paginator gets every one once", async () => {
    await put(...Array.from({ length: 10 }, (_, index) => drift(index, index)));
    const values: number[] = [];
    let pages = 0;
    const input = {
      ...SPAN,
      MetricDataQueries: [stat("a", "Sum", 60), stat("b", "Maximum", 60)] as never,
      MaxDatapoints: 7,
    };
    for await (const page of paginateGetMetricData({ client }, input)) {
      pages++;
      for (const { Values } of page.MetricDataResults ?? []) values.push(...(Values ?? []));
    }
    expect(pages).toBe(3);
    expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("takes a thousand metrics, which the SDK sends compressed, and refuses one more", async () => {
    const data = Array.from({ length: 1001 }, (_, index) => ({ ...drift(1), MetricName: `m${index}` }));
    await put(...data.slice(1));
    expect(encodings).toEqual(["gzip"]);
    await expect(put(...data)).rejects.toThrow(/size greater than 1000, got 1001/);
    const first = await client.send(new ListMetricsCommand({ Namespace: "Plumbline" }));
    expect(first.Metrics?.length).toBe(500);
    const second = await client.send(new ListMetricsCommand({ Namespace: "Plumbline", NextToken: first.NextToken }));
    expect(second.Metrics?.length).toBe(500);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    { why: "NaN", datum: drift(NaN), message: /value NaN/ },
    { why: "infinity", datum: drift(-Infinity), message: /value -Infinity/ },
    { why: "a value beyond 2^360", datum: drift(2 ** 361), message: /between -2\^360 and 2\^360/ },
    { why: "a time 15 days ago", datum: drift(1, 15 * 1440), message: /two weeks in the past/ },
    { why: "a time 3 hours ahead", datum: drift(1, -180), message: /two hours in the future/ },
    {
      why: "151 values",
      datum: { MetricName: "v", Values: Array<number>(151).fill(1) },
      message: /at most 150 values/,
    },
    { why: "counts of another length", datum: { MetricName: "v", Values: [1, 2], Counts: [1] }, message: /as many as/ },
    { why: "no name", datum: { MetricName: "", Value: 1 }, message: /MetricName is required/ },
    { why: "high resolution", datum: { ...drift(1), StorageResolution: 1 }, message: /StorageResolution 1/ },
  ])("refuses $why and stores nothing of the request", async ({ datum, message }) => {
    await expect(put(drift(1), datum)).rejects.toThrow(message);
    expect((await client.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  });

  it("answers with the SDK's exceptions", async () => {
    const namespaced = new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData: [drift(1)] });
    await expect(client.send(namespaced)).rejects.toBeInstanceOf(InvalidParameterValueException);
    const both = { ...drift(1), Values: [1] };
    await expect(put(both)).rejects.toBeInstanceOf(InvalidParameterCombinationException);
  });

  it("refuses operations that it doesn't know by name", async () => {
    const command = new PutDashboardCommand({ DashboardName: "d", DashboardBody: "{}" });
    await expect(client.send(command)).rejects.toThrow(/does not know the operation PutDashboard/);
  });

  it("describes alarms and their history, which built-in metrics move too", async () => {
    const [alarms] = cloudwatch.providers;
    const deployed = alarms!.deploy({
      stack: "churn",
      logicalId: "Errors",
      type: "AWS::CloudWatch::Alarm",
      properties: {
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Dimensions: [{ Name: "FunctionName", Value: "profile" }],
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
      },
    });
    const arn = "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:churn-Errors";
    expect(deployed).toEqual({ ref: "churn-Errors", attributes: { Arn: arn } });
    await agenda.runUntil(START + 120_000);
    cloudwatch.record("AWS/Lambda", "Errors", { FunctionName: "profile" }, 1, agenda.nowMs(), "Count");
    await agenda.runUntil(START + 240_000);
    const described = await client.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
    expect(described.MetricAlarms).toMatchObject([
      {
        AlarmName: "churn-Errors",
        AlarmArn: arn,
        StateValue: "ALARM",
        StateUpdatedTimestamp: new Date(START + 180_000),
        Dimensions: [{ Name: "FunctionName", Value: "profile" }],
        Period: 300,
      },
    ]);
    const history = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "churn-Errors", HistoryItemType: "StateUpdate" }),
    );
    expect(history.AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary)).toEqual([
      "Alarm updated from OK to ALARM",
      "Alarm updated from INSUFFICIENT_DATA to OK",
    ]);
  });

  it("keeps dashboards' bodies, and refuses one that is no JSON", () => {
    const dashboards = cloudwatch.providers[1]!;
    const resource = { stack: "hub", logicalId: "Dashboard", type: "AWS::CloudWatch::Dashboard" };
    const body = { widgets: [{ type: "text", properties: { markdown: "# Hi" } }] };
    const properties = { DashboardName: "hub", DashboardBody: JSON.stringify(body) };
    expect(dashboards.deploy({ ...resource, properties }).ref).toBe("hub");
    expect(cloudwatch.view.dashboards()).toEqual([{ name: "hub", body }]);
    const broken = { ...resource, properties: { DashboardBody: "{" } };
    expect(() => dashboards.deploy(broken)).toThrow(/hub\/Dashboard\.DashboardBody expects JSON/);
  });

  it("goes on where a saved run stopped", async () => {
    await put(drift(0.5));
    const restore = JSON.parse(JSON.stringify(cloudwatch.save())) as ReturnType<CloudWatch["save"]>;
    const next = createCloudWatch(agenda, { publish: () => undefined }, { region: "eu-west-1", restore });
    expect(next.view.query([stat("a", "Sum")], START - 1, START + 1)).toMatchObject([{ id: "a", values: [0.5] }]);
  });
});
