import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe/describe.ts';
import type { DataType } from './datatype.ts';
import { datatypes } from './index.ts';

/** How many types have a hint, so that the field gets the name that is most its own. */
const owners = new Map<string, number>();
for (const type of datatypes)
  for (const hint of new Set(Object.values(type.hints).flat())) owners.set(hint, (owners.get(hint) ?? 0) + 1);

function fittingName(type: DataType): string {
  const hints = Object.values(type.hints).flat();
  return (
    [...hints].sort((a, b) => (owners.get(a) ?? 0) - (owners.get(b) ?? 0) || b.length - a.length)[0] ?? ''
  );
}

/** The types that the engine finds in a column of these values, each of them several times. */
function typesOf(name: string, values: readonly string[]): readonly string[] {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < 24; i++)
    source.feedJson(Buffer.from(`${JSON.stringify({ [name]: values[i % values.length], row: i })}\n`));
  const field = describer.finish()[0]?.fields.find((one) => one.path !== 'row');
  return field?.types.map((one) => one.id) ?? [];
}

/** Of these, one value tells nothing: lists, distributions and structures are tested where they are judged. */
const alone = datatypes.filter(
  (type) => ['value', 'value-and-name', 'dictionary'].includes(type.needs) && type.examples.length > 0,
);

/** What the engine judges by more than one column's name and values. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'employment.employer': 'names of firms say whom someone works for only beside people',
};
/** A field so named that offers a few words is one of these whatever the words are. */
const BY_NAME_ALONE = new Set(alone.flatMap((type) => (type.group === 'special' ? [type.id] : [])));
/** Three, two and four digits with dashes between them tell by themselves what was meant, be the number one that is issued or not. */
const BY_WRITING = new Set(['id.us.ssn']);

describe('the engine finds what a type calls its examples, and not its counterexamples', () => {
  it('in most of the catalogue', () => {
    expect(alone.length).toBeGreaterThan(250);
  });

  it.each(alone.flatMap((type) => (type.id in OTHERWISE ? [] : [[type.id, type] as const])))(
    '%s',
    (id, type) => {
      const name = fittingName(type);
      expect(typesOf(name, type.examples), `a field "${name}" of examples`).toContain(id);
      const plain = BY_NAME_ALONE.has(id) || BY_WRITING.has(id) ? 'col' : name;
      const refused = BY_WRITING.has(id)
        ? type.counterexamples.map((one) => one.replaceAll('-', ''))
        : type.counterexamples;
      expect(typesOf(plain, refused), `a field "${plain}" of counterexamples`).not.toContain(id);
    },
  );
});
