import { cleanText, jsonLine } from '../../kit/text-safety.ts';
import { VERSION } from '../../kit/version.ts';
import type { FieldProfile, TypeShare } from '../../model/description.ts';
import { contentId } from '../../model/ids.ts';
import type { DescribedFiles, DescribedSet } from './described-files.ts';
import { LEVELS, SARIF_SCHEMA } from './sarif.ts';

const MOST_RESULTS = 20_000;
const FIELDS_NAMED = 5;
const LEAST_CONFIDENCE = 0.5;
const PERSONAL = 'dataset.personal';

export interface DescribeSarifOptions {
  /** Titles of data types by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly startedAt: string;
  readonly endedAt: string;
}

interface Seen {
  readonly fields: string[];
  count: number;
  field: FieldProfile;
  most: TypeShare;
}

function text(value: string): { readonly text: string } {
  return { text: cleanText(value, 1_000) };
}

/** A relative reference (RFC 3986) of a name as it was shown; each part is escaped, `..` and a leading slash stay as they are. */
function uriOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

function shareText(field: FieldProfile, { low, high, withheld, atLeast }: TypeShare, draw: string): string {
  if (atLeast !== undefined) return `of at least ${atLeast} people`;
  if (withheld !== undefined) return `share not told (${withheld})`;
  if (field.n === 0) return 'told from the field’s name alone';
  return `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} % of ${field.n} values (${draw})`;
}

function typesOf(set: DescribedSet): ReadonlyMap<string, Seen> {
  const types = new Map<string, Seen>();
  for (const field of set.fields)
    for (const type of field.types) {
      if (type.confidence < LEAST_CONFIDENCE || type.id.startsWith('time.')) continue;
      if (field.n > 0 && type.share === 0 && type.withheld === undefined) continue;
      const seen = types.get(type.id) ?? { fields: [], count: 0, field, most: type };
      seen.count += 1;
      if (seen.fields.length < FIELDS_NAMED) seen.fields.push(field.path);
      if (type.share > seen.most.share) Object.assign(seen, { field, most: type });
      types.set(type.id, seen);
    }
  return types;
}

/**
 * What files hold as SARIF 2.1.0 (OASIS): a result for each data set in which something personal or secret was recognised, and one
 * for each data type in it. A result is anchored to the file, where there is one; with several, to the data set alone. No value.
 */
export function describeSarif(result: DescribedFiles, options: DescribeSarifOptions): string {
  const rules = new Map<
    string,
    { readonly id: string; readonly shortDescription: { readonly text: string } }
  >();
  const rule = (id: string, title: string): void => {
    if (!rules.has(id)) rules.set(id, { id, shortDescription: text(title) });
  };
  const [only] = result.sources;
  const file =
    result.sources.length === 1 && only !== undefined && only.name !== 'standard input' ? only : undefined;
  const results: unknown[] = [];
  let left = 0;
  for (const set of result.datasets) {
    const types = typesOf(set);
    if (types.size === 0 && set.severity.se === 0) continue;
    const put = (ruleId: string, message: string, properties: object): void => {
      if (results.length >= MOST_RESULTS) left += 1;
      else
        results.push({
          ruleId,
          level: LEVELS[set.severity.band],
          message: text(message),
          locations: [
            {
              ...(file === undefined
                ? {}
                : { physicalLocation: { artifactLocation: { uri: uriOf(file.name), index: 0 } } }),
              logicalLocations: [{ fullyQualifiedName: cleanText(set.name, 400), kind: 'resource' }],
            },
          ],
          partialFingerprints: { 'result/v1': contentId('describe', set.name, ruleId) },
          properties,
        });
    };
    const shapes = set.shapes.map(({ name }) => name);
    rule(PERSONAL, 'A data set holds personal data or secrets');
    put(
      PERSONAL,
      `${set.name}: ${shapes.length > 0 ? shapes.join(', ') : 'personal data or secrets'}. Severity ${set.severity.band} (${set.severity.sum}).`,
      {
        ...(set.rows === undefined ? {} : { rows: set.rows }),
        ...(set.people === undefined ? {} : { people: set.people }),
        ...(set.minors === undefined ? {} : { minors: set.minors }),
        ...(set.combination === undefined ? {} : { combination: set.combination }),
        ...(set.doubts === undefined ? {} : { doubts: set.doubts }),
        ...(set.withheld === undefined ? {} : { withheld: set.withheld }),
        severity: set.severity,
      },
    );
    for (const [id, seen] of types) {
      const title = options.titles.get(id) ?? id;
      rule(id, title);
      const { share, low, high, confidence, withheld, atLeast } = seen.most;
      const fields = `${seen.fields.join(', ')}${seen.count > seen.fields.length ? ` and ${seen.count - seen.fields.length} more` : ''}`;
      put(
        id,
        `${set.name}: ${title} in ${seen.count} ${seen.count === 1 ? 'field' : 'fields'} (${fields}); ${shareText(seen.field, seen.most, set.draw)}.`,
        {
          share,
          low,
          high,
          confidence,
          n: seen.field.n,
          ...(withheld === undefined ? {} : { withheld }),
          ...(atLeast === undefined ? {} : { atLeast }),
        },
      );
    }
  }
  const notes = result.sources.flatMap((source) =>
    source.skipped.map((why) => ({ id: 'NOT_READ', message: `${source.name}: ${why}` })),
  );
  if (left > 0) notes.push({ id: 'RESULTS_CUT', message: `${left} results more; --format jsonl tells all` });
  return `${jsonLine({
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sidelight',
            version: VERSION,
            semanticVersion: VERSION,
            rules: [...rules.values()],
          },
        },
        automationDetails: { id: `sidelight/describe/${result.edition}` },
        invocations: [
          {
            executionSuccessful: result.complete,
            exitCode: result.exit,
            startTimeUtc: options.startedAt,
            endTimeUtc: options.endedAt,
            toolExecutionNotifications: notes.slice(0, 1_000).map(({ id, message }) => ({
              level: 'warning',
              message: text(message),
              descriptor: { id },
            })),
          },
        ],
        ...(file === undefined
          ? {}
          : {
              artifacts: [
                {
                  location: { uri: uriOf(file.name) },
                  ...(result.edition === 'owner' ? { length: file.bytes } : {}),
                  ...(file.sha256 === undefined ? {} : { hashes: { 'sha-256': file.sha256 } }),
                },
              ],
            }),
        columnKind: 'utf16CodeUnits',
        results,
        properties: {
          edition: result.edition,
          severity: result.severity,
          consequences: result.consequences,
          hidden: result.hidden,
        },
      },
    ],
  })}\n`;
}
