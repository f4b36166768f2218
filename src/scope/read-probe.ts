import type { Scope } from '../model/scope.ts';
import type { DocumentReader, Value } from './document.ts';
import { quoted } from './words.ts';

const DEFAULT_PROBE = { rate: 100, perHost: 2, vantage: 'here' } as const;

/** How fast, from where, and under which public name. */
export function readProbe(reader: DocumentReader, value: Value | undefined): Scope['probe'] {
  const fields =
    value === undefined ? undefined : reader.fields(value, ['identity', 'rate', 'per_host', 'vantage'], []);
  if (fields === undefined) return DEFAULT_PROBE;
  const checked = <T>(
    key: string,
    expected: string,
    read: (text: string) => T | undefined,
  ): T | undefined => {
    const field = fields.get(key);
    const text = reader.text(field);
    if (field === undefined || text === undefined) return undefined;
    const result = read(text);
    if (result === undefined)
      reader.report(
        field.place,
        'SCOPE_MALFORMED',
        `probe.${key} must be ${expected}, found ${quoted(text)}`,
      );
    return result;
  };
  const identity = checked(
    'identity',
    'an http or https address of a page that says who probes and why (RFC 9511)',
    (text) =>
      /^https?:\/\/[^\s/]+\.[^\s/]+(?:\/\S*)?$/i.test(text) && URL.canParse(text) && text.length <= 500
        ? text
        : undefined,
  );
  const rate = checked(
    'rate',
    'connections in a time, such as 500/s, 30/min or 100/h, at most 100000/s',
    parseRate,
  );
  const perHost = checked('per_host', 'a number from 1 to 64', (text) =>
    /^[1-9][0-9]?$/.test(text) && Number(text) <= 64 ? Number(text) : undefined,
  );
  const vantage = checked('vantage', 'one word of letters, digits and hyphens, such as vienna', (text) =>
    /^[a-z0-9][a-z0-9-]{0,39}$/i.test(text) ? text : undefined,
  );
  return {
    ...(identity === undefined ? {} : { identity }),
    rate: rate ?? DEFAULT_PROBE.rate,
    perHost: perHost ?? DEFAULT_PROBE.perHost,
    vantage: vantage ?? DEFAULT_PROBE.vantage,
  };
}

/** `500/s`, `30/min`, `100/h` in connections a second; undefined where it is none of these or out of bounds. */
export function parseRate(text: string): number | undefined {
  const match = /^([0-9]{1,7}(?:\.[0-9]{1,3})?) ?\/ ?(s|min|h)$/.exec(text);
  if (!match) return undefined;
  const rate = Number(match[1]) / { s: 1, min: 60, h: 3600 }[match[2] as 's' | 'min' | 'h'];
  return rate > 0 && rate <= 100_000 ? rate : undefined;
}
