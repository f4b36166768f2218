import type {
  DatasetDescription,
  FieldProfile,
  Shape,
  ShapeName,
  TypeShare,
} from '../../model/description.ts';
import type { TypeTable } from './suppress-fields.ts';
import type { Rules } from './suppress-rules.ts';
import { shapeWords, WHY } from './suppress-words.ts';

/** True where the type is told of as standing in most values or in a share that is told. */
function isSaid(share: TypeShare, rules: Rules): boolean {
  return share.confidence >= 0.5 && (share.withheld === undefined || share.withheld === WHY.all(rules));
}

/** Kinds of personal fields that the reader of an edition can see himself: what is said of them together adds nothing. */
function kindsTold(fields: readonly FieldProfile[], types: TypeTable, rules: Rules): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const field of fields)
    for (const share of field.types) {
      if (!isSaid(share, rules) && share.atLeast === undefined) continue;
      const group = types.get(share.id)?.group;
      if (group !== undefined) kinds.add(KIND_OF_GROUP[group] ?? '');
      if (/address/.test(share.id)) kinds.add('address');
      if (/phone|mobile/.test(share.id)) kinds.add('phone');
      if (/email/.test(share.id)) kinds.add('e-mail');
    }
  kinds.delete('');
  return kinds;
}

/** As `personKinds` in `shape-fields.ts` calls them. */
const KIND_OF_GROUP: Readonly<Record<string, string>> = {
  name: 'name',
  'government-id': 'national id',
  birth: 'birth',
  special: 'special category',
  health: 'special category',
  genetic: 'special category',
  image: 'photo or biometrics',
  biometric: 'photo or biometrics',
  employment: 'employer',
  family: 'family',
  education: 'family',
  financial: 'finance',
  criminal: 'criminal record',
};

/** The groups of data types that must be told of before a kind of data set may be that is known by them. */
const TELLING: Readonly<Partial<Record<ShapeName, readonly string[]>>> = {
  'watch-list flag': ['criminal'],
  'biometric templates': ['biometric'],
  'health records': ['health'],
  'payment records': ['financial'],
  'school records': ['education'],
  'travel or border records': ['travel'],
  'login list': ['credential'],
};
const CORE: readonly string[] = [
  'name',
  'national id',
  'birth',
  'address',
  'phone',
  'e-mail',
  'photo or biometrics',
];

/** Whether the public can see in the fields what a kind of data set is known by: a trait that is not told must not show in it. */
function isSeen(name: ShapeName, kinds: ReadonlySet<string>, groups: ReadonlySet<string>): boolean {
  const needs = TELLING[name];
  if (needs !== undefined) return needs.some((group) => groups.has(group));
  const core = CORE.filter((kind) => kinds.has(kind));
  if (name === 'person table')
    return core.length >= 3 || (core.length === 2 && (kinds.has('name') || kinds.has('national id')));
  return name !== 'enrichment pile' || kinds.size >= 7;
}

function stepped(confidence: number): number {
  return confidence >= 0.9 ? 0.9 : confidence >= 0.75 ? 0.75 : confidence >= 0.5 ? 0.5 : 0.25;
}

export function tellShapes(
  set: DatasetDescription,
  fields: readonly FieldProfile[],
  rules: Rules,
  types: TypeTable,
): Shape[] {
  if (rules.edition === 'cert')
    return set.shapes.map((shape) => ({
      name: shape.name,
      confidence: stepped(shape.confidence),
      because: /\d/.test(shape.because) ? shapeWords(shape.name) : shape.because,
    }));
  const kinds = kindsTold(fields, types, rules);
  const groups = new Set(
    fields.flatMap((field) => field.types.map((share) => types.get(share.id)?.group ?? '')),
  );
  return set.shapes
    .filter((shape) => isSeen(shape.name, kinds, groups))
    .map((shape) => ({
      name: shape.name,
      // How sure the engine is of these depends on how many kinds there are, those that are not told among them.
      confidence: ['person table', 'enrichment pile'].includes(shape.name) ? 0.5 : stepped(shape.confidence),
      because: shapeWords(shape.name),
    }));
}

/** Kinds that together are enough to pass for someone, as far as the reader of the edition sees them. */
export function tellCombination(
  set: DatasetDescription,
  fields: readonly FieldProfile[],
  rules: Rules,
  types: TypeTable,
): readonly string[] | undefined {
  if (set.combination === undefined) return undefined;
  const seen = kindsTold(fields, types, rules);
  const found = set.combination.filter((kind) => seen.has(kind));
  return found.length >= 3 ? found : undefined;
}
