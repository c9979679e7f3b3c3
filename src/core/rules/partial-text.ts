/** A part of a text that only the deployment knows. */
export interface UnknownPart {
  /** In messages, such as `${AWS::Region}`. */
  readonly shown: string;
  /** A value that it may have, if the kind of value is known. */
  readonly sample?: string;
}

/** A text in its parts: the literal ones, and those that only the deployment knows. */
export type PartialText = readonly (string | UnknownPart)[];

/** Stands for an unknown part. No policy can contain it, so no literal part that passes the rules has it. */
export const GAP = '\ufffc';

export function literalsOf(text: PartialText): string[] {
  return text.filter((part) => typeof part === 'string');
}

/** The text with samples, and with gaps for the parts without a sample. */
export function sampledText(text: PartialText): string {
  return text.map((part) => typeof part === 'string' ? part : part.sample ?? GAP).join('');
}

/** The text as a message quotes it. */
export function quotedText(text: PartialText): string {
  return JSON.stringify(shownText(text));
}

export function shownText(text: PartialText): string {
  return text.map((part) => typeof part === 'string' ? part : part.shown).join('');
}
