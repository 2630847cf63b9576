import { writeFile } from "node:fs/promises";
import { parseConfig } from "../../src/config/index.js";
import { messageOf } from "../../src/contracts/errors.js";
import { shellWord } from "../../src/pipeline/shell-word.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import type { Output } from "../output.js";
import { columnFacts } from "../inspect/column-facts.js";
import { draftOf } from "./draft.js";
import { draftText } from "./draft-text.js";
import { guessTime } from "./guess-columns.js";
import { readSample, type Sample, type SampleReading } from "../inspect/read-sample.js";
import { sampleSource } from "../inspect/sample-source.js";

export interface InitOptions {
  readonly captures: string[];
  readonly reference?: string;
  readonly monitor?: string;
  readonly out: string;
  readonly force?: boolean;
}

export async function runInit({ options, output }: Call<InitOptions>): Promise<ExitStatus> {
  const sample = await readCaptures(options.captures, output);
  const reference = options.reference === undefined ? null : await read([options.reference], null, output);
  const draft = draftOf(options.monitor ?? null, sample, reference);
  const from = [sample, reference].flatMap((each) => (each ? [describe(each)] : [])).join(" and ");
  const text = draftText(draft, from);
  // A draft that isn't valid would be a fault of this program, but for a monitor's name that the user gave.
  parseConfig(text, options.out === "-" ? "the draft" : options.out);
  if (options.out === "-") output.line(text.trimEnd());
  else await writeNew(options.out, text, options.force === true);
  if (options.out !== "-") showNextSteps(options, from, output);
  output.json({ file: options.out, monitor: draft.monitor, draft, text });
  return ExitStatus.ok;
}

/** Captures are read twice where the time has to be found among their columns first. */
async function readCaptures(places: readonly string[], output: Output): Promise<Sample> {
  const sample = await read(places, { metadata: true }, output);
  if (sample.records === 0) {
    const first = sample.rejects.samples[0];
    const why = first ? `: line ${first.line} ${first.detail}` : "";
    throw new UsageError(
      `${places.join(", ")} expects captures, got no record that could be read as ${sample.format}${why}`,
    );
  }
  if (sample.columns.length < 2) {
    throw new UsageError(
      `${places.join(", ")} expects captures of several columns, got ${sample.columns.length}; is it data?`,
    );
  }
  const time = sample.timed > 0 ? null : guessTime(columnFacts(sample));
  return time ? read(places, { column: time.value }, output) : sample;
}

async function read(places: readonly string[], time: SampleReading["time"], output: Output): Promise<Sample> {
  const sources = await Promise.all(places.map(sampleSource));
  const progress = (text: string) => {
    output.progress(text);
  };
  return readSample(sources, { format: "auto", options: {}, time, categorical: [], progress });
}

async function writeNew(file: string, text: string, force: boolean): Promise<void> {
  await writeFile(file, text, { flag: force ? "w" : "wx" }).catch((error: unknown) => {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    const problem = exists ? "it is there already; --force replaces it, --out FILE writes another" : messageOf(error);
    throw new UsageError(`${file} can't be written: ${problem}`, { cause: error });
  });
}

function showNextSteps({ out, captures, reference }: InitOptions, from: string, output: Output): void {
  const file = out === "plumbline.yaml" ? "" : ` ${shellWord(out)}`;
  const against = reference === undefined ? "" : ` --reference ${shellWord(reference)}`;
  output.line(`wrote ${out} from ${from}`);
  output.line();
  output.line("Next: read it, then hold it against your data:");
  output.line(`  npx plumbline validate${file} --sample ${captures.map(shellWord).join(" ")}${against}`);
}

function describe({ places, records, format, cut }: Sample): string {
  return `${places.join(", ")} (${cut ? "the first " : ""}${records} records, ${format})`;
}
