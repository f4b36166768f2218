import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { SidelightEvent } from '../../model/event.ts';
import { caseId } from '../../model/ids.ts';
import { event, SAMPLE_RUN, SAMPLE_TITLES } from './sample-run.test-data.ts';
import { createSarifCollector } from './sarif.ts';

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly exitCode: number;
          readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
        },
      ];
      readonly results: readonly {
        readonly ruleId: string;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly locations: readonly {
          readonly physicalLocation?: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number };
          };
        }[];
      }[];
    },
  ];
}

function sarifOf(events: readonly SidelightEvent[], scopeUri?: string): { text: string; sarif: Sarif } {
  const collector = createSarifCollector({ scopeUri, titles: SAMPLE_TITLES });
  for (const one of events) collector.add(one);
  const text = collector.render();
  return { text, sarif: JSON.parse(text) as Sarif };
}

const ANCHORED: readonly SidelightEvent[] = SAMPLE_RUN.map((one) =>
  one.type === 'posture' ? { ...one, scopeEntry: 'L7' } : one,
);

/** OASIS publishes the schema in draft 04; `id` is the one word of it that Ajv reads otherwise. */
const SCHEMA = resolve(import.meta.dirname, '../../../../shared/oracles/sarif/sarif-schema-2.1.0.json');
const schemaText = existsSync(SCHEMA) ? readFileSync(SCHEMA, 'utf8') : undefined;

describe('SARIF', () => {
  it.skipIf(schemaText === undefined)(
    'is valid by the schema of OASIS, with and without a file, and where nothing ran (skipped where the schema is not at hand)',
    () => {
      const {
        id,
        $schema: _draft,
        ...rest
      } = JSON.parse(schemaText ?? '{}') as AnySchemaObject & { id: string };
      const ajv = new Ajv({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const valid = ajv.compile({ $id: id, ...rest });
      for (const { sarif } of [sarifOf(ANCHORED, 'sidelight.scope.yaml'), sarifOf(SAMPLE_RUN), sarifOf([])]) {
        expect(valid(sarif) === true ? [] : valid.errors).toEqual([]);
      }
      expect(valid({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
    },
  );

  it('anchors each result to the line of the scope file that allowed the look', () => {
    const { sarif } = sarifOf(ANCHORED, 'net/sidelight.scope.yaml');
    const { results } = sarif.runs[0];
    expect(results.length).toBeGreaterThan(1);
    for (const { locations } of results)
      expect(locations[0]?.physicalLocation).toEqual({
        artifactLocation: { uri: 'net/sidelight.scope.yaml' },
        region: { startLine: 7 },
      });
    expect(sarifOf(SAMPLE_RUN, 'x').sarif.runs[0].results[0]?.locations[0]?.physicalLocation).toBeUndefined();
  });

  it('has a rule for each result, the case as fingerprint, and no two results alike', () => {
    const { results, tool } = sarifOf(ANCHORED, 'x').sarif.runs[0];
    const rules = tool.driver.rules.map((rule) => rule.id);
    expect(new Set(rules).size).toBe(rules.length);
    for (const { ruleId } of results) expect(rules).toContain(ruleId);
    const cases = SAMPLE_RUN.flatMap((one) => (one.type === 'finding' ? [one.case] : []));
    for (const { partialFingerprints } of results) expect(partialFingerprints['result/v1']).toMatch(/./);
    expect(new Set(results.map((one) => one.partialFingerprints['case/v1']))).toEqual(new Set(cases));
    expect(new Set(results.map((one) => one.partialFingerprints['result/v1'])).size).toBe(results.length);
  });

  it('has people, children, combination and sum as properties of the door, shares as those of a type', () => {
    const minors = { share: 0.12, low: 0.1, high: 0.14, n: 256 };
    const events = SAMPLE_RUN.map((one) =>
      one.type === 'finding' ? { ...one, minors, combination: ['name', 'birth', 'address'] } : one,
    );
    const { sarif } = sarifOf(events);
    const [door, type] = sarif.runs[0].results as unknown as readonly { readonly properties: object }[];
    expect(door?.properties).toMatchObject({
      minors,
      combination: ['name', 'birth', 'address'],
      people: { low: 2_565_724 },
      severity: { sum: '4 x 1 + (0.5 + 0.25 + 0.5) = 5.25' },
    });
    expect(Object.keys(type?.properties ?? {})).toEqual(['share', 'low', 'high', 'n']);
  });

  it('tells an open door that has no rating, and not a locked one', () => {
    const posture = (endpoint: string, state: 'open' | 'auth-required'): SidelightEvent =>
      event({
        type: 'posture',
        endpoint,
        service: 'redis',
        product: 'redis',
        posture: state,
        reasons: [],
        scopeEntry: 'L9:30',
      });
    const { results } = sarifOf(
      [posture('192.0.2.1:6379', 'open'), posture('192.0.2.2:6379', 'auth-required')],
      'x',
    ).sarif.runs[0];
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      ruleId: 'posture.open',
      level: 'note',
      partialFingerprints: { 'case/v1': caseId('192.0.2.1:6379', 'redis') },
      locations: [{ physicalLocation: { region: { startLine: 9 } } }],
    });
  });

  it('says where a run was not whole, and lets no control character through', () => {
    const hostile = event({
      type: 'error',
      endpoint: '192.0.2.1:1',
      code: 'OUT_OF_SCOPE',
      message: 'bad\u001b[31m\u202e',
    });
    const { sarif, text } = sarifOf([hostile]);
    expect(sarif.runs[0].invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 4 });
    const said = sarif.runs[0].invocations[0].toolExecutionNotifications[0]?.message.text ?? '';
    expect(said).toContain('192.0.2.1:1: bad');
    expect(said).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
