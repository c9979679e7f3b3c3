export const TOKEN = /[$#]\{Token\[([^\]]*)\]\}/g;

/** The longest values of the tokens that every stack has. */
export const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS.Partition': 'aws-us-gov',
  'AWS.Region': 'ap-southeast-1',
  'AWS.AccountId': '123456789012',
  'AWS.URLSuffix': 'amazonaws.com.cn',
};

/** The length of any other token: long enough for every name in IAM. */
export const UNKNOWN = 128;

/**
 * The longest possible lengths of strings with tokens.
 *
 * IAM limits the characters of a policy, and the values of tokens are known only in the deployment.
 */
export class TokenLengths {
  private readonly noted = new Map<string, number>();
  private readonly lengths = new Map<string, number>();

  /** Remembers the longest possible value of a token, and returns the token. Other strings are ignored. */
  public note(value: string, characters: number): string {
    const [token] = value.match(TOKEN) ?? [];
    if (token === value) {
      this.noted.set(token, characters);
    }
    return value;
  }

  /** The length of a string with the longest possible values of its tokens. */
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
    return this.noted.get(token) ?? PSEUDO_PARAMETERS[name.replace(/\.\d+$/, '')]?.length ?? UNKNOWN;
  }
}
