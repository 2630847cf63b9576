/** One contestant of `bench/engine.ts`, in a process of its own: started with its name and the file. */
import { HEADER } from "./decode/captures.js";
import { type Found, takeTurns } from "./engine/contest.js";
import { openDuckDb, summarize, summarizeCaptures } from "./engine/duckdb.js";
import { naiveCaptureProfile, naiveCsvProfile, naiveJsonProfile } from "./engine/naive-profile.js";
import { profileFile } from "./engine/profile-file.js";

const POSITIONS = ["c0", "c1", "c2"];
const NAMES = HEADER.slice(0, 3);

const [, , name = "", file = ""] = process.argv;

/** Opened by the one contestant that needs it. */
async function duckDb(
  query: (db: Awaited<ReturnType<typeof openDuckDb>>) => Promise<Found>,
): Promise<() => Promise<Found>> {
  const db = await openDuckDb();
  return () => query(db);
}

async function contestant(): Promise<() => Promise<Found>> {
  const [who, what] = name.split(" ");
  const isCapture = what === "capture";
  if (who === "plumbline") return () => profileFile(file, isCapture ? POSITIONS : NAMES);
  if (who === "DuckDB") {
    return isCapture
      ? duckDb((db) => summarizeCaptures(db, file))
      : duckDb((db) => summarize(db, `read_${what!}('${file}')`, NAMES));
  }
  if (isCapture) return () => naiveCaptureProfile(file, POSITIONS);
  return what === "csv" ? () => naiveCsvProfile(file, NAMES) : () => naiveJsonProfile(file, NAMES);
}

takeTurns(await contestant());
