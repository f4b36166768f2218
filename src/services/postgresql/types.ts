/** Types that PostgreSQL and widely used extensions bring along, as `format_type` writes them, without length and `[]`. */
const KNOWN = new Set(
  (
    'smallint integer bigint real numeric money text name bytea boolean date uuid json jsonb xml inet cidr macaddr macaddr8 ' +
    'point line lseg box path polygon circle interval bit oid tsvector tsquery int4range int8range numrange tsrange tstzrange daterange ' +
    'hstore citext ltree geometry geography vector halfvec cube regclass regproc pg_lsn xid tid serial bigserial int2 int4 int8 float4 float8 ' +
    'bool varchar bpchar timestamp timestamptz time timetz string bytes decimal'
  ).split(' '),
);

const LONG: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, 'character varying'],
  [/^bit varying/, 'bit varying'],
  [/^character/, 'character'],
  [/^"char"$/, 'char'],
  [/^double precision/, 'double precision'],
  [/^timestamp.*with time zone/, 'timestamp with time zone'],
  [/^timestamp.*without time zone/, 'timestamp without time zone'],
  [/^time.*with time zone/, 'time with time zone'],
  [/^time.*without time zone/, 'time without time zone'],
  [/^interval/, 'interval'],
];

/**
 * The engine's own word for a type. Types that users made have names of theirs, which may say anything: they are `other`.
 */
export function typeWord(said: string): string {
  const lower = said.toLowerCase();
  const array = lower.endsWith('[]') ? '[]' : '';
  const bare = lower.replace(/(?:\[\])+$/, '');
  const long = LONG.find(([pattern]) => pattern.test(bare))?.[1];
  if (long !== undefined) return `${long}${array}`;
  const word = bare.replace(/\(.*$/, '').replace(/^(?:public|pg_catalog|extensions)\./, '');
  return KNOWN.has(word) ? `${word}${array}` : 'other';
}
