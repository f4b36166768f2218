import { describe, expect, it } from 'vitest';
import { datatypes } from '../datatypes/index.ts';
import { SHAPES, type DatasetDescription } from '../model/description.ts';
import { consequencesOf } from './consequences.ts';

const types = new Map(datatypes.map((type) => [type.id, type]));

function dataset(ids: readonly string[], more: Partial<DatasetDescription> = {}): DatasetDescription {
  return {
    name: 'd',
    containers: 1,
    fields: ids.map((id, at) => ({
      path: `f${at}`,
      n: 300,
      types: [{ id, share: 1, low: 0.98, high: 1, confidence: 0.95, because: '' }],
    })),
    shapes: [],
    draw: 'every record read',
    n: 300,
    notes: [],
    ...more,
  };
}

describe('what follows for people', () => {
  it('is said of every personal data type of the catalogue, in one sentence', () => {
    const missing = datatypes.filter((type) => {
      const personal = [type.law.gdpr, type.law.pipl, type.law.cpra].some((law) => law !== 'none');
      const said = consequencesOf([dataset([type.id])], types);
      for (const sentence of said) expect(sentence).toMatch(/^[A-Z].{8,160}\.$/);
      return personal && type.group !== 'other' && said.length === 0;
    });
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(datatypes.length).toBeGreaterThan(180);
  });

  it('is said of the kinds of data set that harm by themselves', () => {
    const silent = SHAPES.filter(
      (name) =>
        consequencesOf([dataset([], { shapes: [{ name, confidence: 0.9, because: '' }] })], types).length ===
        0,
    );
    // These say how data is kept and not what it does to anyone; what they hold says that.
    expect(silent).toEqual([
      'person table',
      'operator queue',
      'application log with secrets',
      'message bus',
      'biometric templates',
      'health records',
      'payment records',
      'school records',
      'travel or border records',
      'login list',
    ]);
  });

  it('names the hash, the traits and the combination; says each once, the worst first', () => {
    const said = consequencesOf(
      [
        dataset(['contact.email', 'credential.hash.sha1', 'special.religion']),
        dataset(['contact.email', 'special.ethnicity-code'], {
          combination: ['national id', 'name', 'birth'],
        }),
      ],
      types,
    );
    expect(said).toEqual([
      'It sorts people by what they may be persecuted for: ethnicity, religion.',
      'National id, name, birth in one record are enough to take out loans or contracts in somebody’s name.',
      'Passwords are kept under a fast hash (SHA-1): most can be guessed within hours, then tried elsewhere.',
      'People can be written to, called or visited, and deceived with what stands here.',
    ]);
  });

  it('is nothing where nothing was found', () => {
    expect(consequencesOf([dataset([])], types)).toEqual([]);
    expect(consequencesOf([dataset(['time.timestamp'])], types)).toEqual([]);
  });
});
