import { BSON } from 'bson';
import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe.ts';

function typesOf(path: string, row: (i: number) => object): string[] {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < 200; i++) source.feedBson(BSON.serialize(row(i)));
  const [set] = describer.finish();
  return (set?.fields.find((field) => field.path === path)?.types ?? [])
    .filter(({ confidence }) => confidence >= 0.5)
    .map(({ id }) => id);
}

const code = (i: number): string => String(1 + ((i * 7) % 5)).padStart(2, '0');

describe('code lists of one country', () => {
  it('are named where the other fields speak of that country', () => {
    const chinese = (i: number) => ({
      手机号: `+86138${String(10_000_000 + i * 9_973)}`,
      ethnic_code: code(i),
    });
    expect(typesOf('ethnic_code', chinese)).toContain('special.ethnicity-code');
  });

  it('are not named where they speak of another', () => {
    const brazilian = (i: number) => ({
      telefone: `+5511987${String(100_000 + i * 97)}`,
      ethnic_code: code(i),
    });
    expect(typesOf('ethnic_code', brazilian)).not.toContain('special.ethnicity-code');
  });
});
