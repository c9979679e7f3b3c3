const TOKEN = /[$#]\{Token\[([^\]]*)\]\}/g;

/** The longest values of the tokens that every stack has. */
const PSEUDO_PARAMETERS: Readonly<Record<string, number>> = {
  'AWS.Partition': 'aws-us-gov'.length,
  'AWS.Region': 'ap-southeast-1'.length,
  'AWS.AccountId': '123456789012'.length,
  'AWS.URLSuffix': 'amazonaws.com.cn'.length,
};

/** A token of which nothing is known: long enough for any name of IAM's. */
const UNKNOWN = 128;

/**
 * How long strings with tokens are once they are deployed, at most.
 *
 * A policy has a limit in characters, and what a token stands for is known only when the limit is enforced.
 */
export class TokenLengths {
  private readonly noted = new Map<string, number>();
  private readonly lengths = new Map<string, number>();

  /** Notes the most characters that a value has, if it is a single token, and returns the value. */
  public note(value: string, characters: number): string {
    const [token] = value.match(TOKEN) ?? [];
    if (token === value) {
      this.noted.set(token, characters);
    }
    return value;
  }

  /** The most characters that a string has once its tokens are resolved. */
  public lengthOf(value: string): number {
    if (!value.includes('{Token[')) {
      return value.length;
    }
    const known = this.lengths.get(value);
    if (known !== undefined) {
      return known;
    }
    let length = value.length;
    for (const [token, name] of value.matchAll(TOKEN)) {
      length += this.lengthOfToken(token, name) - token.length;
    }
    this.lengths.set(value, length);
    return length;
  }

  private lengthOfToken(token: string, name: string): number {
    return this.noted.get(token) ?? PSEUDO_PARAMETERS[name.replace(/\.\d+$/, '')] ?? UNKNOWN;
  }
}
