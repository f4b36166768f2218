import type { SchemaField } from '../../model/inventory.ts';
import { type Raw, rawText } from '../../model/raw.ts';
import { type MongoPeer, type Session, firstBatch, put, said } from './answer.ts';
import { asDocument, asText, asTextBytes, elements, field, utf8Text } from './bson-read.ts';
import { isCollectionName } from './commands.ts';
import { INTERNAL_DATABASES, listedDatabases } from './identify.ts';

/** Names listed of one server; the rest is counted. */
const NAMES_MOST = 5_000;
const DATABASES_MOST = 500;

export interface Collection {
  readonly db: string;
  /** Undefined where the name cannot be asked about: odd characters, or a book of the engine. */
  readonly collection: string | undefined;
  readonly raw: Raw;
  readonly type: 'collection' | 'view' | 'timeseries';
  readonly internal: boolean;
  /** What a `$jsonSchema` validator names. */
  readonly fields: readonly SchemaField[];
}

interface Database {
  readonly name: string;
  readonly bytes: number;
  readonly collections: readonly Collection[];
  /** False where its collections could not be listed. */
  readonly listed: boolean;
}

export interface Catalogue {
  readonly databases: readonly Database[];
  readonly unlearned: readonly string[];
  readonly complete: boolean;
}

/** Fields that a `$jsonSchema` names, nested ones with dots, arrays with `[]`; type words only. */
function schemaFields(schema: Buffer | undefined, most: number): readonly SchemaField[] {
  const fields: SchemaField[] = [];
  const visit = (node: Buffer, prefix: string, depth: number): void => {
    const properties = asDocument(field(node, 'properties'));
    if (!properties || depth > 8) return;
    for (const { name, element } of elements(properties)) {
      const child = asDocument(element);
      if (fields.length >= most || !child) continue;
      const items = asDocument(field(child, 'items'));
      const path = `${prefix}${name.toString('utf8')}${items ? '[]' : ''}`;
      const inner = items ?? child;
      if (asDocument(field(inner, 'properties'))) visit(inner, `${path}.`, depth + 1);
      else fields.push({ path: rawText(path), type: typeWord(inner) });
    }
  };
  if (schema) visit(schema, '', 0);
  return fields;
}

function typeWord(node: Buffer): string {
  const word = asText(field(node, 'bsonType')) ?? asText(field(node, 'type')) ?? '';
  return /^[A-Za-z]{1,16}$/.test(word) ? word.toLowerCase() : 'unknown';
}

function collectionOf(
  db: string,
  internal: boolean,
  entry: Buffer,
  fieldsMost: number,
): Collection | undefined {
  const bytes = asTextBytes(field(entry, 'name'));
  if (!bytes) return undefined;
  const text = utf8Text(bytes);
  const validator = asDocument(field(asDocument(field(entry, 'options')), 'validator'));
  const type = asText(field(entry, 'type'));
  return {
    db,
    collection: text !== undefined && isCollectionName(text) ? text : undefined,
    raw: rawText(Buffer.concat([Buffer.from(`${db}.`, 'utf8'), bytes])),
    type: type === 'view' || type === 'timeseries' ? type : 'collection',
    internal: internal || text?.startsWith('system.') === true,
    fields: schemaFields(asDocument(field(validator, '$jsonSchema')), fieldsMost),
  };
}

/** Every database with its collections, bounded. `undefined` where the databases cannot be listed. */
export async function readCatalogue(
  peer: MongoPeer,
  session: Session,
  fieldsMost: number,
): Promise<Catalogue | string> {
  const answer = await put(peer, session, 'listDatabases');
  if (!answer.ok) return answer.why;
  if (answer.value.kind !== 'ok') return said(answer.value);
  const { count, named } = listedDatabases(answer.value.document);
  const unlearned: string[] = [];
  const beyond = count - Math.min(named.length, DATABASES_MOST);
  if (beyond > 0)
    unlearned.push(
      `${beyond} databases were not looked into: past the ceiling, or their names cannot be asked about.`,
    );
  const databases: Database[] = [];
  let names = 0;
  let cut = beyond > 0;
  for (const { name, bytes } of named.slice(0, DATABASES_MOST)) {
    const internal = INTERNAL_DATABASES.has(name);
    const listed = await put(peer, session, internal ? 'collectionNames' : 'collections', { db: name });
    const batch = listed.ok && listed.value.kind === 'ok' ? firstBatch(listed.value.document) : undefined;
    if (!batch) {
      cut = true;
      const why = listed.ok ? said(listed.value) : listed.why;
      unlearned.push(`The collections of one database could not be listed (${why}).`);
      databases.push({ name, bytes, collections: [], listed: false });
      continue;
    }
    const found = batch.documents.flatMap((entry) => collectionOf(name, internal, entry, fieldsMost) ?? []);
    const kept = found.slice(0, Math.max(0, NAMES_MOST - names));
    names += kept.length;
    if (batch.more)
      unlearned.push(
        'The server holds more collections of one database than it sent at once; the rest was not asked for.',
      );
    if (kept.length < found.length)
      unlearned.push(
        `${found.length - kept.length} collections are past the ceiling of ${NAMES_MOST} names.`,
      );
    cut ||= batch.more || kept.length < found.length;
    databases.push({ name, bytes, collections: kept, listed: true });
  }
  return { databases, unlearned, complete: !cut };
}
