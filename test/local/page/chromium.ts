import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** `--no-sandbox` because tests run as root in containers; the rest keeps the browser from calling home. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const INSTALL_TIMEOUT_MS = 240_000;

/**
 * Starts the system's Chromium, which it installs first on Debian or Ubuntu when run as root.
 *
 * @throws Error that says what to install when there is no Chromium
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? installedChromium();
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** CHROMIUM_PATH, or a Chromium or Chrome on the PATH or in macOS's applications. */
function findChromium(): string | undefined {
  const stated = process.env["CHROMIUM_PATH"];
  if (stated !== undefined && stated !== "") return stated;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installedChromium(): string {
  if (!isDebian() || process.getuid?.() !== 0) throw notFound();
  try {
    const options = { stdio: "ignore", timeout: INSTALL_TIMEOUT_MS } as const;
    execFileSync("apt-get", ["update", "-q"], options);
    execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], {
      ...options,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch (cause) {
    throw notFound("`apt-get install chromium` was tried and failed. ", cause);
  }
  const path = findChromium();
  if (path === undefined) throw notFound();
  return path;
}

function isDebian(): boolean {
  return (
    existsSync("/etc/os-release") && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

function notFound(tried = "", cause?: unknown): Error {
  return new Error(
    `the page's tests expect Chromium or Chrome, and none was found. ${tried}Install one (Debian: apt-get install ` +
      "chromium; macOS: brew install --cask chromium) or set CHROMIUM_PATH to its executable.",
    { cause },
  );
}
