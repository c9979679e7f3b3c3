/** What whoever described the workload can mend. */
export class InputError extends Error {}
