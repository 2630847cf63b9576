import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LONGEST_SEGMENT = 200;

/** The bytes of a bucket's objects as files below one folder, at paths that people recognise as the keys. */
export class ObjectFiles {
  readonly #dir: string;
  /** Which key a path belongs to. Paths are compared without case, as some file systems do. */
  readonly #owners = new Map<string, string>();
  readonly #folders = new Set<string>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** @returns the file's path below the folder */
  write(key: string, body: Uint8Array): string {
    const natural = naturalPath(key);
    const owner = natural === undefined ? undefined : this.#owners.get(natural.toLowerCase());
    if (natural !== undefined && (owner === undefined || owner === key) && this.#tryWrite(natural, body)) {
      this.adopt(key, natural);
      return natural;
    }
    const hashed = join("%hashed", createHash("sha256").update(key).digest("hex"));
    if (!this.#tryWrite(hashed, body)) throw new Error(`can't write object ${key} to ${this.#dir}`);
    return hashed;
  }

  read(path: string): Uint8Array {
    return readFileSync(join(this.#dir, path));
  }

  remove(path: string): void {
    rmSync(join(this.#dir, path), { force: true });
    this.#owners.delete(path.toLowerCase());
  }

  /** Takes note of a file that an earlier run wrote. */
  adopt(key: string, path: string): void {
    this.#owners.set(path.toLowerCase(), key);
  }

  /** False where one key is a folder of the other: `a` and `a/b` can't both be files. */
  #tryWrite(path: string, body: Uint8Array): boolean {
    const file = join(this.#dir, path);
    const folder = dirname(file);
    try {
      if (!this.#folders.has(folder)) {
        mkdirSync(folder, { recursive: true });
        this.#folders.add(folder);
      }
      writeFileSync(file, body);
      return true;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (["EISDIR", "ENOTDIR", "EEXIST", "ENAMETOOLONG", "EPERM"].includes(code)) return false;
      throw error;
    }
  }
}

/** The key with everything percent-encoded that some file system refuses; undefined where a segment is too long. */
function naturalPath(key: string): string | undefined {
  const segments = key.split("/").map((segment) => {
    if (segment === "" || /^\.+$/.test(segment)) return `%${segment.replaceAll(".", "2E")}`;
    return segment.replace(/[^A-Za-z0-9._=+,@ -]/gu, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    );
  });
  return segments.some((segment) => segment.length > LONGEST_SEGMENT) ? undefined : segments.join("/");
}
