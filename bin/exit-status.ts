/** What every command ends with. */
export const ExitStatus = {
  ok: 0,
  /** The command did its work and found drift. */
  drift: 1,
  /** The command did its work and found problems that somebody has to solve. */
  problems: 1,
  /** The command line, a configuration or a data file is wrong. */
  badInput: 2,
  /** Something else went wrong: the network, a permission, a fault of this program. */
  failure: 3,
} as const;
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];
