import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { PlumblineError } from "../src/contracts/errors.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Synthesizes the app for a configuration into a folder, as `cdk synth` would, without Docker or network. */
export async function synthesize(configFile: string, assemblyDir: string): Promise<void> {
  const app = spawn(process.execPath, ["--import", "tsx", "bin/app.ts"], {
    cwd: ROOT,
    env: { ...process.env, PLUMBLINE_CONFIG_FILE: configFile, CDK_OUTDIR: assemblyDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  app.stdout.on("data", (chunk) => (said += String(chunk)));
  app.stderr.on("data", (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    app.on("error", reject);
    app.on("close", resolve);
  });
  if (code !== 0)
    throw new PlumblineError("SYNTHESIS", `synthesis of ${configFile} ended with ${code ?? "a signal"}:\n${said}`);
}
