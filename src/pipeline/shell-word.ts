/** One word of a command line, safe for a shell whatever a column is called. */
export function shellWord(name: string): string {
  return /^[\w.][\w.-]*$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
