/** AWS did not answer a call that every validation needs. */
export class Unanswered extends Error {}
