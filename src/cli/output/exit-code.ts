/** The exit codes. Those from 64 are of sysexits: `EX_USAGE`, `EX_SOFTWARE`, `EX_IOERR`. */
export enum ExitCode {
  VALID = 0,
  INVALID = 1,
  INCONCLUSIVE = 2,
  USAGE = 64,
  SOFTWARE = 70,
  OUTPUT = 74,
}
