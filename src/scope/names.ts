import { domainToASCII } from 'node:url';

export type NameResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A host name in lower case, without the dot at its end. What could be an address in some spelling is refused. */
export function parseHostName(text: string): NameResult {
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name === '') return { ok: false, problem: 'is empty' };
  if (/[^\x00-\x7f]/.test(name)) {
    const ascii = domainToASCII(name);
    return { ok: false, problem: `is not ASCII${ascii === '' ? '' : `: write ${ascii}`}` };
  }
  if (name.length > 253) return { ok: false, problem: 'is longer than 253 characters' };
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label))) return { ok: false, problem: 'is not a host name' };
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? ''))
    return {
      ok: false,
      problem:
        'ends in a number, so that it would be read as an address: it is neither a name nor a canonical address',
    };
  return { ok: true, value: name };
}

/** A host name, or `*.` before one of two labels or more. The star stands for one label or several, never for none. */
export function parseNamePattern(text: string): NameResult {
  if (!text.includes('*')) return parseHostName(text);
  if (!text.startsWith('*.') || text.indexOf('*', 1) >= 0)
    return { ok: false, problem: 'has a star elsewhere than in front: write *.example.org' };
  const rest = parseHostName(text.slice(2));
  if (!rest.ok) return rest;
  if (!rest.value.includes('.'))
    return { ok: false, problem: 'covers a whole top-level domain: name a domain below it' };
  return { ok: true, value: `*.${rest.value}` };
}

/** Both as the two functions above give them. */
export function matchesName(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
