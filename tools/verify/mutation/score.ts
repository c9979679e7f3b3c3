/** The part of Stryker's report that makes the score. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

export interface RoomScore {
  readonly room: string;
  readonly mutants: number;
  /** Including those that never end, and those that no test can load. */
  readonly killed: number;
  readonly survived: number;
  /** The mutants that no test reaches. */
  readonly uncovered: number;
  /** Percent. */
  readonly score: number;
}

const KILLED = ['Killed', 'Timeout', 'RuntimeError'];

/** The scores of the folders of src. A mutant that no test reaches counts as one that survives. */
export function scoreByRoom({ files }: MutationReport): RoomScore[] {
  const rooms = new Map<string, string[]>();
  for (const [file, { mutants }] of Object.entries(files)) {
    const room = file.replace(/^src\//, '').replace(/\/[^/]*$/, '');
    rooms.set(room, [...rooms.get(room) ?? [], ...mutants.map(({ status }) => status)]);
  }
  return [...rooms].sort(([one], [other]) => one < other ? -1 : 1).map(([room, statuses]) => {
    const count = (...chosen: string[]) => statuses.filter((status) => chosen.includes(status)).length;
    return withScore(room, count(...KILLED), count('Survived'), count('NoCoverage'));
  });
}

export function totalOf(scores: readonly RoomScore[]): RoomScore {
  const sum = (key: 'killed' | 'survived' | 'uncovered') => scores.reduce((all, score) => all + score[key], 0);
  return withScore('total', sum('killed'), sum('survived'), sum('uncovered'));
}

function withScore(room: string, killed: number, survived: number, uncovered: number): RoomScore {
  const mutants = killed + survived + uncovered;
  return { room, mutants, killed, survived, uncovered, score: mutants === 0 ? 100 : 100 * killed / mutants };
}
