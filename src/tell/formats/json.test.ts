import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, eventSchema } from './event-schema.ts';
import { createJsonCollector } from './json.ts';
import { jsonlLine } from './jsonl.ts';
import { event, SAMPLE_RUN } from './sample-run.test-data.ts';

const ajv = new Ajv({ strict: true, allErrors: true });
addFormats.default(ajv);
const valid = ajv.compile(eventSchema);

describe('the schema of events', () => {
  it('takes every event of a run, as printed', () => {
    for (const one of SAMPLE_RUN) {
      const parsed: unknown = JSON.parse(jsonlLine(one));
      expect(
        valid(parsed) ? [] : valid.errors?.filter(({ schemaPath }) => schemaPath.includes(one.type)),
        one.type,
      ).toEqual([]);
      expect(parsed).toEqual(one);
    }
    expect(new Set(SAMPLE_RUN.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
  });

  it('takes fields that a later version adds', () => {
    for (const one of SAMPLE_RUN) expect(valid({ ...one, later: { version: 2 } })).toBe(true);
  });

  it('refuses each event without any one of its required fields, and with a field of another type', () => {
    const optional = new Set([
      'host',
      'behaviour',
      'version',
      'rows',
      'bytes',
      'rowsMethod',
      'date',
      'number',
      'people',
      'since',
      'endpoint',
    ]);
    let refused = 0;
    for (const one of SAMPLE_RUN) {
      for (const key of Object.keys(one)) {
        const { [key]: _gone, ...rest } = one as unknown as Record<string, unknown>;
        if (!optional.has(key)) {
          expect(valid(rest), `${one.type} without ${key}`).toBe(false);
          refused += 1;
        }
        expect(valid({ ...one, [key]: [{ wrong: true }, 7] }), `${one.type} with a wrong ${key}`).toBe(false);
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(valid({ ...SAMPLE_RUN[0], type: 'dump' })).toBe(false);
  });
});

describe('jsonl', () => {
  it('stays on one line and moves no cursor', () => {
    const name = 'a\nb\x1b[2J\u202e\u2028\ud800客';
    const line = jsonlLine(event({ type: 'error', code: 'timeout', message: name }));
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ message: name });
  });
});

describe('json', () => {
  it('is the whole result as one document', () => {
    const collector = createJsonCollector();
    for (const one of SAMPLE_RUN) collector.add(one);
    const result = JSON.parse(collector.render());
    expect(Object.keys(result)).toEqual([
      'v',
      'run',
      'complete',
      'exit',
      'started',
      'finished',
      'endpoints',
      'findings',
      'errors',
      'receipt',
    ]);
    expect(result).toMatchObject({
      v: 1,
      run: 'r-test',
      complete: false,
      exit: 1,
      receipt: { valuesKept: 0 },
    });
    expect(result.endpoints).toHaveLength(6);
    const [tracking] = result.endpoints;
    expect(tracking).toMatchObject({
      endpoint: '192.0.2.17:27017',
      posture: 'open',
      markers: [{ class: 'ransom' }],
    });
    expect(
      tracking.datasets.map(({ name, exposures }: { name: string; exposures: unknown[] }) => [
        name,
        exposures.length,
      ]),
    ).toEqual([
      ['tracking.persons', 4],
      ['tracking.sightings', 2],
      ['logs.<date>', 0],
    ]);
    expect(result.errors).toEqual([
      { endpoint: '192.0.2.10:5432', code: 'timeout', message: 'nothing came within 10 s' },
    ]);
    expect(result.findings).toMatchObject([{ endpoint: '192.0.2.17:27017', case: 'c1' }, { case: 'c2' }]);
    for (const key of ['v', 'at', 'run', 'type']) expect(tracking).not.toHaveProperty(key);
  });

  it('does not call a run complete that did not finish', () => {
    expect(createJsonCollector().result()).toMatchObject({
      complete: false,
      exit: 4,
      endpoints: [],
      findings: [],
    });
  });
});
