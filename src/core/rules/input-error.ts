/** An error in the description of the workload, with a fix for its author. */
export class InputError extends Error {}
