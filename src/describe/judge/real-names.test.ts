import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe.ts';

function said(
  column: string,
  values: readonly unknown[],
  beside: Record<string, (i: number) => unknown> = {},
) {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < 60; i++) {
    const rest = Object.fromEntries(Object.entries(beside).map(([name, value]) => [name, value(i)]));
    source.feedJson(Buffer.from(`${JSON.stringify({ ...rest, [column]: values[i % values.length] })}\n`));
  }
  const [dataset] = describer.finish();
  return dataset?.fields.find((field) => field.path === column)?.types.map((type) => type.id);
}

const mail = { email: (i: number) => `reader${i * 37}@mail${i % 7}.net` };
const BIRTHS = Array.from({ length: 60 }, (_, i) => `${10 + (i % 18)}|0${1 + (i % 9)}|${1950 + (i % 50)}`);
const PRIVATE = Array.from({ length: 60 }, (_, i) => `10.${i}.${(i * 7) % 250}.${1 + i}`);

describe('names of fields as real systems write them', () => {
  it('reads births with bars between their parts', () => {
    expect(said('tgl_lahir', BIRTHS, mail)).toEqual(['birth.date']);
  });
  it('takes streets without house numbers beside a person, and no others', () => {
    const streets = [
      'Calle Mayor',
      'Gran Via',
      'Calle del Sol',
      'Plaza Nueva',
      'Avenida de la Paz',
      'Ronda Sur',
    ];
    expect(said('calle', streets, mail)).toEqual(['contact.address']);
    expect(said('calle', streets)).toEqual([]);
  });
  it('takes addresses of private networks for machines', () => {
    expect(said('pod_ip', PRIVATE)).toEqual([]);
  });
  it('lets words of the civil status decide against a relative', () => {
    expect(said('relationship', ['married', 'single', 'divorced'], mail)).toEqual(['family.marital-status']);
  });
});
