import type { Scope } from '../model/scope.ts';
import { LONGEST_VALIDITY_DAYS, days, parseDate, validWindow } from './dates.ts';
import type { DocumentReader, Value } from './document.ts';
import { quoted } from './words.ts';

/** From when until when; what has ended, has not begun or is too long is reported. `now` is milliseconds since 1970. */
export function readValid(
  reader: DocumentReader,
  value: Value | undefined,
  now: number,
): Scope['valid'] | undefined {
  if (value === undefined) return undefined;
  const fields = reader.fields(value, ['from', 'until'], ['from', 'until']);
  if (fields === undefined) return undefined;
  const read = (key: 'from' | 'until'): string | undefined => {
    const field = fields.get(key);
    const text = reader.text(field);
    if (field === undefined || text === undefined) return undefined;
    if (parseDate(text) !== undefined) return text;
    reader.report(
      field.place,
      'SCOPE_MALFORMED',
      `valid.${key} must be a date such as 2026-11-01, or a moment with its zone such as 2026-11-01T08:00Z, found ${quoted(text)}`,
    );
    return undefined;
  };
  const from = read('from');
  const until = read('until');
  if (from === undefined || until === undefined) return undefined;
  const window = validWindow({ from, until });
  const at = fields.get('until')?.place ?? value.place;
  if (window.until <= window.from)
    reader.report(at, 'SCOPE_MALFORMED', `valid.until (${until}) is before valid.from (${from})`);
  else if (days(window) > LONGEST_VALIDITY_DAYS)
    reader.report(
      at,
      'SCOPE_TOO_LONG',
      `the scope is valid for ${Math.ceil(days(window))} days, ${LONGEST_VALIDITY_DAYS} is the most`,
      `choose an earlier date for until, and renew the authority when it ends`,
    );
  if (now >= window.until && window.until > window.from)
    reader.report(
      at,
      'SCOPE_EXPIRED',
      `the scope ended on ${until}`,
      'have the authority renewed, then set new dates',
    );
  else if (now < window.from)
    reader.report(
      fields.get('from')?.place ?? value.place,
      'SCOPE_EXPIRED',
      `the scope begins on ${from} and is not valid yet`,
      'wait until then, or have the authority begin earlier',
    );
  return { from, until };
}
