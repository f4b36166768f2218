/** Languages of field-name hints and dictionaries. `xx` is for words of no language (abbreviations, product terms). */
export const LANGUAGES = [
  'en',
  'zh',
  'es',
  'pt',
  'fr',
  'de',
  'it',
  'nl',
  'pl',
  'ru',
  'uk',
  'ar',
  'fa',
  'he',
  'tr',
  'ug',
  'kk',
  'hi',
  'id',
  'ja',
  'ko',
  'vi',
  'th',
  'ur',
  'uz',
  'ky',
  'ka',
  'el',
  'cs',
  'hr',
  'hu',
  'ro',
  'bg',
  'sv',
  'nb',
  'da',
  'fi',
  'et',
  'lv',
  'lt',
  'sk',
  'sl',
  'sr',
  'sq',
  'xx',
] as const;
export type Language = (typeof LANGUAGES)[number];

export type Group =
  | 'government-id'
  | 'name'
  | 'contact'
  | 'birth'
  | 'family'
  | 'education'
  | 'financial'
  | 'health'
  | 'genetic'
  | 'biometric'
  | 'image'
  | 'location'
  | 'special'
  | 'criminal'
  | 'credential'
  | 'device'
  | 'vehicle'
  | 'travel'
  | 'property'
  | 'employment'
  | 'communication'
  | 'time'
  | 'other';

/** Where the data type stands in three laws. `none`: not personal by itself. */
export interface Law {
  readonly gdpr: 'art9' | 'art10' | 'personal' | 'none';
  readonly pipl: 'sensitive' | 'personal' | 'none';
  readonly cpra: 'sensitive' | 'personal' | 'none';
}

/**
 * One kind of data. Everything that recognises it stands here; `describe/` decides over a whole column.
 *
 * `shapes` are anchored at both ends and written in a small regular language that compiles to a byte automaton, so that
 * matching is linear: literals, `.`, classes `[A-Z0-9]` and `[^…]` of code points, `\d`, `\.`-style escapes, groups `( )`,
 * `|`, `?`, `*`, `+`, `{n}`, `{n,m}`. Text beyond ASCII is matched as UTF-8. No look-around, no back-reference. Case counts.
 */
export interface DataType {
  /** Stable and dotted: `id.cn.resident`, `contact.email`, `special.ethnicity`. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly law: Law;
  /** Harm where it stands alone; combinations are judged elsewhere. */
  readonly weight: 'critical' | 'high' | 'medium' | 'low';
  /** ISO 3166 alpha-2, for types of one country. */
  readonly country?: string;
  /**
   * Field names, normalised: lower case, words parted by one space (`id card`), matched as whole tokens against any element
   * of a path. `weak` hints are short or ambiguous (`xm`, `mz`, `name`) and count only beside value evidence.
   */
  readonly hints: Readonly<Partial<Record<Language, readonly string[]>>>;
  readonly weakHints?: readonly string[];
  /** Ids of types whose field names count for this one too: what stands in a field for passwords may be their hashes. */
  readonly namedAs?: readonly string[];
  /** Field names that speak against it (`user agent` for a person's name). */
  readonly antiHints?: readonly string[];
  readonly shapes: readonly string[];
  /**
   * Shapes that no other data has, so that they need no field name although `needs` asks for one: a fixed prefix, or separators
   * at fixed places. In the same language as `shapes`.
   */
  readonly telling?: readonly string[];
  /** The check behind the shape: checksum, date, range, over the bytes `[start, end)` of one value. Must allocate nothing in the common case. */
  readonly holds?: (bytes: Uint8Array, start: number, end: number) => boolean;
  /** For values stored as numbers (BSON int/double, JSON numbers): is this number one? Absent: the decimal digits are matched as text where the number is an integer. */
  readonly number?: (value: number) => boolean;
  /** Closed dictionary: whole values, lower case; a column must be covered by it. */
  readonly words?: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Share of values that have the shape by chance (random digits of the same length) and pass `holds` all the same. 1 where there is no check. */
  readonly nullRate: number;
  /**
   * What evidence a column needs: `value` (shape and check are enough), `value-and-name`, `name` (nothing in the value tells),
   * `dictionary`, `statistics` (distribution over the column), `structure` (siblings, vectors, magic bytes: coded in describe/).
   */
  readonly needs: 'value' | 'value-and-name' | 'name' | 'dictionary' | 'statistics' | 'structure';
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
  /** Standard, law or vendor page that the shape and the check come from. */
  readonly source: string;
}

/** Declares a data type. */
export function defineDataType(type: DataType): DataType {
  return type;
}
