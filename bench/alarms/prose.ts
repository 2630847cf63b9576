/** Text of docs/alarms.md around the figures. Claims with numbers belong into the tables, not here. */

export const PROMISE = `With at least 28 reference days: about one to two incidents per 30 days without lasting change. Unusual days (storms, holidays) that
the reference did not contain are told as well; they are real. With fewer than 28 reference days, or 28 batches where they come
daily, no number is promised, and reports say so. The thresholds are solved for 0.6 of the stated budget, because the wobble of the
data is itself only estimated from the reference.`;

export const WHERE_IT_FAILS = `- **Fewer than 28 reference days.** The season, the wobble and the memory of days can't all be learned from 14 days; single references of
  that length can give several incidents a month.
- **Wobble that lasts for weeks, in a reference of four columns or fewer.** How long days remember is learned from all columns together;
  a few columns over 28 days don't show it reliably, and slow wobble is then taken for a trend. A longer reference helps.
- **Where days do remember for weeks and bad days are heavy-tailed, small shifts are found late or not at all:** a shift of 0.1 to 0.25 standard
  deviations is what such a log does by itself. The storm world shows the price: there a daily constant that happens to fit (the simple
  rule at 0.1) finds 0.25 standard deviations more often and sooner at a like number of false days. With a memory of two weeks, 28 days
  are a handful of independent observations of how far days wander, and the limits have to allow for that; cutting the
  reference's bad days out of the wobble changed little.
- **Few rows.** At 8 rows an hour, or 200 a day, a category that grows by half is not seen; shifts below 0.25 standard deviations are not
  either, or take weeks.
- **A new category of 1 %, or one that grows by 2.5,** takes some hours at 1,000 rows an hour, two to three times as long as the prototype
  of the method needed: rows come in clusters, ten rows in three clusters are three observations, and the prototype took them for ten.
- **While learning,** one in eight or ten shifts of half a standard deviation takes longer than 48 hours at 100 rows an hour: until
  a monitor knows its own wobble, 0.1 standard deviations a day are assumed.
- **Everything but Elec2 is simulated,** by the authors of the method. \`plumbline backtest\` replays your own log before you arm anything.`;

export const DIFFERENCES = `The method was specified before it was measured here. Where the product departs from that text, and why:

- **Rare missing and unseen values:** z is the larger of the exact beta-binomial tail and the arcsine score. The exact tail finds a handful
  of rows where the arcsine score can't; its allowance for bursts makes it slower on hundreds.
- **Missing is a rate of all rows, unseen one of rows with a value.** Both were rates of the same rows.
- **Daily batches:** the whole variance counts as learned from R - 1 batches, not its wobble alone; a few dozen batches don't teach the design
  effect either. It halved the false alarms of small daily references.
- **The hour limit counts the share of hours that are judged:** hours with too few rows are no evaluations, and their part of the budget is
  not lost.
- **Memory of many days:** the specified memory reads the autocorrelation of days at lags 1 and 2. Where lag 3 is still clear (above 0.1 and two
  standard errors over all columns), all lags up to a quarter of the reference count, corrected for what the reference's own mean
  takes away. That kind of check then has its own memory: its trend is held against fewer effective days (below 14 there is no trend),
  and its 24 hours against fewer degrees of freedom (never below 8). In the storm world it lowered incidents from
  7.0 to 1.4 per 30 days (seeds 500 to 511), at the price of later detection there; in worlds without long memory nothing changes.
- **Scale of the trend:** the daily z is divided by the standard deviation of replayed days where that exceeds the scale of their tail. The
  wobble of 24 *rolling* hours averages over midnight and understates whole days by up to a third where days differ as
  wholes. Elec2 with 28 days: from 1.0 to 0.4 incidents (20 rows an hour), from 0.75 to 0.4 (200).
- **Bent tails of counts:** the bend compares the 5th with the 50th largest z of the replay. Checks that count rare rows have a z of about 0 in
  most windows, so that the 50th is small without any long tail; it is taken to be normal at least.
- **Learning measures from the live mean:** bin scores are taken against the mean of production so far, not against the training table, so
  that a shift on top of an offset counts in full, and missing and unseen rows are compared with the live rates.`;

export const HOW_MEASURED = `Worlds are drawn from seeds (\`bench/alarms/world.ts\`): 50 features, 70 % numeric, the others with 3 to 20 categories; a daily wave, weekends
and Mondays of their own; volume that varies by the hour; wobble with a memory from hour to hour, half of it shared by all features;
rows in clusters of three; missing rates that wobble; rare unseen values. The independent world has none of it. Each seed is a
new world with its own reference and 60 live days. Daily batches are the same worlds summed to days. Storms
(\`storm-world.ts\`): 20 columns, of which most share shocks on 4.5 % of the days with heavy-tailed sizes; small night hours with another mix
of rows; wobble with a memory of two weeks. Elec2 (\`electricity.ts\`): days of a real electricity market drawn at random, so that nothing lasts;
rows of an hour lie between its half-hourly readings.

The rule is the project's own code, \`calibrate\` and \`judge\`, with the product's fold of incidents. No weekly refit, no excluded periods, and no
correlations: what these do to false alarms is not in the figures.
In the detection table the drifting feature is judged alone against limits that were solved for all features, so only its own alarms count.

Presets judge \`WindowSample\`s made from the simulated counts. Approximated: values are spread evenly within the ten bins, the
outer bins reaching as far out as the inner ones do together, so distances of ordered values (Kolmogorov-Smirnov, Wasserstein)
are a little smaller than on raw rows, in the presets' favour; bins of equal width (NannyML, Vertex AI) are the ten bins.

Elec2 is \`elec.csv\` of github.com/scikit-multiflow/streaming-datasets, after M. Harries, Splice-2 comparative evaluation: Electricity pricing,
UNSW, 1999. It states no licence, so it is not part of this repository: fetch it and run \`npm run bench:alarms -- --electricity elec.csv\`.`;
