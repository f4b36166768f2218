import type { Authority } from '../model/scope.ts';
import type { DocumentReader, Value } from './document.ts';
import { bounded, oneOf } from './field.ts';
import { quoted } from './words.ts';

const KINDS = ['organisation', 'cert', 'researcher'] as const;

/** Who authorises the look, on what basis, and whom to ask. */
export function readAuthority(reader: DocumentReader, value: Value | undefined): Authority | undefined {
  if (value === undefined) return undefined;
  const required = ['who', 'basis', 'contact'];
  const fields = reader.fields(value, [...required, 'kind', 'document'], required);
  if (fields === undefined) return undefined;
  const who = bounded(reader, fields.get('who'));
  const basis = bounded(reader, fields.get('basis'));
  const contact = bounded(reader, fields.get('contact'));
  const contactPlace = fields.get('contact')?.place;
  if (
    contact !== undefined &&
    contactPlace !== undefined &&
    !/^(?:[^\s@]+@[^\s@]+|\+[0-9 ()-]{5,30}|https:\/\/\S+)$/.test(contact)
  )
    reader.report(
      contactPlace,
      'SCOPE_MALFORMED',
      `authority.contact must be an e-mail address, a telephone number with + or an https address, found ${quoted(contact)}`,
    );
  const kind = oneOf(reader, fields.get('kind'), KINDS);
  const document = bounded(reader, fields.get('document'));
  if (who === undefined || basis === undefined || contact === undefined) return undefined;
  return {
    who,
    basis,
    contact,
    ...(kind === undefined ? {} : { kind }),
    ...(document === undefined ? {} : { document }),
  };
}
