/** What is needed before anything can be judged, and AWS did not tell it. */
export class Unanswered extends Error {}
