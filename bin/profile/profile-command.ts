import type { MonitorConfig } from "../../src/config/index.js";
import type { ByteSource } from "../../src/contracts/decoding.js";
import { binsOf } from "../../src/core/baseline/baseline-bins.js";
import { schemaChanges } from "../../src/core/baseline/schema-changes.js";
import type { Profile } from "../../src/core/profile/profile.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { sampleSource } from "../inspect/sample-source.js";
import { columnReport } from "./column-report.js";
import { doubtOf } from "./doubt.js";
import { headerOf } from "./header.js";
import { formatNamed, monitorOf, monitorReading, plainReading } from "./profile-reading.js";
import { countsOf, type ProfileReport } from "./profile-report.js";
import { ProgressBar } from "./progress-bar.js";
import { readProfile, type ReadProfile } from "./read-profile.js";
import { readReference, type ReadReference } from "./read-reference.js";
import { showProfile } from "./show-profile.js";
import { requireNoInput, writeProfile } from "./write-profile.js";

export interface ProfileCommandOptions {
  readonly config?: string;
  readonly monitor?: string;
  readonly reference?: string;
  readonly format?: string;
  readonly out?: string;
}

export async function runProfile({ args, options, output }: Call<ProfileCommandOptions>): Promise<ExitStatus> {
  if (options.out !== undefined) requireNoInput(options.out, [...args, options.reference ?? ""]);
  const monitor = await monitorOf(options.config, options.monitor);
  const sources = await Promise.all(args.map(sampleSource));
  const reference = options.reference === undefined ? null : await sampleSource(options.reference);
  const read = await readAll(sources, reference, monitor, options, output);
  const report = reportOf(read);
  if (options.out !== undefined) await writeProfile(options.out, read.stored, report);
  showProfile(report, output);
  if (options.out !== undefined) output.line(`\nwritten to ${options.out}`);
  output.json(report);
  return report.records.used > 0 ? ExitStatus.ok : ExitStatus.badInput;
}

interface Read {
  readonly learned: ReadProfile;
  /** What the monitor would store: counted on the bins of the reference where there is one. */
  readonly stored: Profile;
  readonly exclude: readonly string[];
  readonly reference: ReadReference | null;
}

async function readAll(
  sources: readonly ByteSource[],
  reference: ByteSource | null,
  monitor: MonitorConfig | null,
  options: ProfileCommandOptions,
  output: Call<object>["output"],
): Promise<Read> {
  const bytes = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const progress = new ProgressBar(output, reference ? 2 * (bytes + reference.sizeBytes) : bytes);
  const format = formatNamed(options.format);
  const header = monitor && reference ? await headerOf(reference) : null;
  const reading = monitor ? await monitorReading(monitor, format, header) : plainReading(format);
  const { types, files } = reading;
  const { sensitive, exclude } = files;
  const known = reference
    ? await readReference(reference, { ...reading.reference, progress }, () => ({
        features: { ignore: [], types, sensitive },
      }))
    : null;
  const learned = await readProfile(sources, { ...files, bins: null, progress });
  const counted = known && (await readProfile(sources, { ...files, bins: binsOf(known.baseline), progress }));
  return { learned, stored: (counted ?? learned).profile, exclude, reference: known };
}

function reportOf({ learned, stored, exclude, reference }: Read): ProfileReport {
  const { profile, files, columns } = learned;
  const byName = new Map(profile.columns.map((column) => [column.name, column]));
  const features = new Map(reference?.baseline.features.map((feature) => [feature.name, feature]));
  const counts = new Map(stored.columns.map(({ name, bins }) => [name, bins]));
  return {
    ...countsOf(files),
    doubt: doubtOf(learned),
    columns: columns.flatMap((name) => {
      const column = byName.get(name);
      if (!column) return [];
      const feature = features.get(name);
      const counted = counts.get(name);
      const bins = feature && counted ? { bins: feature.bins, ...counted, referenceCounts: feature.binCounts } : null;
      return [columnReport(column, profile.records, bins)];
    }),
    leftOut: columns.filter((name) => exclude.includes(name)),
    reference: reference && {
      name: reference.baseline.source,
      records: reference.baseline.records,
      rejected: reference.baseline.rejected,
      changes: schemaChanges(reference.baseline, stored),
    },
  };
}
