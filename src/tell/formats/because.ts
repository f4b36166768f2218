/** Reasons of a verdict, as the engine notes them, for readers of no trade. What is not known here stays as it is. */
const WORDS: readonly (readonly [RegExp, (match: readonly string[]) => string])[] = [
  [/^shape (\d+)\/(\d+)$/, ([, a, b]) => `${some(a, b)} are written like one`],
  [/^check (\d+)\/(\d+)$/, ([, a, b]) => `${some(a, b)} pass its checks (check digits, known parts)`],
  [/^dictionary (\d+)\/(\d+)$/, ([, a, b]) => `${some(a, b)} stand in its list of words`],
  [/^null rate 0 %$/, () => 'other values hardly ever would'],
  [/^null rate ([\d.]+) %$/, ([, rate]) => `of other values ${rate} in 100 would, by chance`],
  [/^field name$/, () => 'the field is called so'],
  [/^short field name$/, () => 'its short name hints at it'],
  [/^field name only, no value read$/, () => 'the field is called so (no value was read)'],
  [/^inside text$/, () => 'it stands inside longer texts'],
];

function some(given: string | undefined, of: string | undefined): string {
  const [a, b] = [Number(given), Number(of)];
  // Texts are counted where they match and where they are looked at: more may match than were looked at closely.
  const all = Math.max(a, b);
  return a >= b && all > 0
    ? `all ${all.toLocaleString('en-US')} values`
    : `${a.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} values`;
}

/** `shape 6070/6070, null rate 2 %, field name` -> `all 6,070 values are written like one; of other values 2 in 100 would …`. */
export function becauseText(because: string): string {
  return because
    .split(', ')
    .filter((part) => part !== '')
    .map((part) => {
      for (const [pattern, say] of WORDS) {
        const match = pattern.exec(part);
        if (match) return say(match);
      }
      return part;
    })
    .join('; ');
}
