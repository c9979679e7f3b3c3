/** Prints what was checked, with the time since the start, and counts the problems. */
export class Findings {
  private readonly started = performance.now();
  private problemCount = 0;

  /** Prints a line. */
  public print(line: string): void {
    console.log(`${String(Math.round((performance.now() - this.started) / 1000)).padStart(5)} s  ${line}`);
  }

  /** Prints a check and its problems. */
  public check(title: string, problems: readonly string[]): void {
    this.print(`${problems.length === 0 ? '✓' : '✗'} ${title}`);
    problems.forEach((problem) => console.log(`           ${problem}`));
    this.problemCount += problems.length;
  }

  public get exitCode(): number {
    return this.problemCount === 0 ? 0 : 1;
  }
}
