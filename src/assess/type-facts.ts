import type { DatasetDescription, TypeShare } from '../model/description.ts';

/** What a rating needs to know of a data type. The caller takes it from the catalogue. */
export interface TypeFacts {
  /** `name`, `contact`, `special`, `financial`, … as in the catalogue. */
  readonly group: string;
  readonly law: { readonly gdpr: string; readonly pipl: string; readonly cpra: string };
  readonly weight: string;
}

/** By data type id. */
export type TypeTable = ReadonlyMap<string, TypeFacts>;

/** One data type in one field that counts as exposed. */
export interface ExposedType {
  readonly id: string;
  readonly path: string;
  readonly facts: TypeFacts;
  readonly share: TypeShare;
}

/** What templates of names stand for: keys, files or columns that are named after people. */
const IN_NAMES: readonly (readonly [string, string])[] = [
  ['<email>', 'contact.email'],
  ['<phone>', 'contact.phone'],
];

/** Data types that stand in the names of a data set or of its fields, `session:<email>`. */
function namedAfter(dataset: DatasetDescription, types: TypeTable): readonly ExposedType[] {
  return IN_NAMES.flatMap(([template, id]) => {
    const facts = types.get(id);
    const path = [dataset.name, ...dataset.fields.map((field) => field.path)].find((name) =>
      name.includes(template),
    );
    return facts === undefined || path === undefined
      ? []
      : [{ id, path, facts, share: { id, share: 1, low: 0, high: 1, confidence: 0.9, because: 'in names' } }];
  });
}

/** Below this a recognition is a guess: it is listed, but no rating rests on it. */
const LEAST_CONFIDENCE = 0.5;

/** Groups of law that GDPR names in Article 9 and 10. */
export function isSensitive(facts: TypeFacts): boolean {
  return (
    facts.law.gdpr === 'art9' ||
    facts.law.gdpr === 'art10' ||
    ['health', 'genetic', 'biometric', 'special', 'criminal'].includes(facts.group)
  );
}

export function isSecret(facts: TypeFacts): boolean {
  return facts.group === 'credential';
}

/** About a person, by any of the three laws. Timestamps, counters and the like are not. */
function isPersonal(facts: TypeFacts): boolean {
  const { gdpr, pipl, cpra } = facts.law;
  return gdpr !== 'none' || pipl !== 'none' || cpra !== 'none';
}

/**
 * The data types of a data set that count as exposed: recognised with at least even confidence, present in at least one
 * value (or, where only the schema was read, named by it), and personal or secret. Others are left to the reader. What stands in
 * names counts too.
 */
export function exposedTypes(dataset: DatasetDescription, types: TypeTable): readonly ExposedType[] {
  const out: ExposedType[] = [...namedAfter(dataset, types)];
  for (const field of dataset.fields) {
    for (const share of field.types) {
      const facts = types.get(share.id);
      if (!facts || share.confidence < LEAST_CONFIDENCE) continue;
      if (field.n > 0 && share.share <= 0 && share.withheld === undefined) continue;
      if (isPersonal(facts) || isSecret(facts)) out.push({ id: share.id, path: field.path, facts, share });
    }
  }
  return out;
}

/** True where its rows stand in time: by a field of dates, or by the span that the engine told. */
export function isDated(dataset: DatasetDescription, types: TypeTable): boolean {
  return dataset.span !== undefined || hasGroup(dataset, types, 'time');
}

/** True where a data set has a field of a group, personal or not (`time` is in no law). */
function hasGroup(dataset: DatasetDescription, types: TypeTable, group: string): boolean {
  return dataset.fields.some((field) =>
    field.types.some((share) => share.confidence >= LEAST_CONFIDENCE && types.get(share.id)?.group === group),
  );
}
