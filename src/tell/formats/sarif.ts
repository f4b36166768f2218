import { cleanText, jsonLine } from '../../kit/text-safety.ts';
import { VERSION } from '../../kit/version.ts';
import type { SidelightEvent } from '../../model/event.ts';
import { caseId, contentId } from '../../model/ids.ts';
import type { Band } from '../../model/severity.ts';

type Level = 'none' | 'note' | 'warning' | 'error';
type EventOf<Type extends SidelightEvent['type']> = Extract<SidelightEvent, { readonly type: Type }>;

export const SARIF_SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export const LEVELS: Readonly<Record<Band, Level>> = {
  none: 'none',
  low: 'note',
  medium: 'warning',
  high: 'error',
  'very high': 'error',
};

/** SARIF readers give up on large files; what is beyond this many results is said in a notification. */
const MOST_RESULTS = 20_000;
const MOST_NOTIFICATIONS = 1_000;
const OPEN = 'posture.open';

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
}

interface Found {
  posture: EventOf<'posture'>;
  finding?: EventOf<'finding'>;
  /** By data type: the fields it was seen in, at most so many by name, and the field with the highest share. */
  types: Map<string, { readonly fields: string[]; count: number; most: EventOf<'exposure'> }>;
}

const FIELDS_NAMED = 5;

export interface SarifOptions {
  /** The scope file as a URI reference, relative to the working directory where it lies below; absent: no file stands behind the scope. */
  readonly scopeUri: string | undefined;
  /** Titles of data types by id. */
  readonly titles: ReadonlyMap<string, string>;
}

export interface SarifCollector {
  add(event: SidelightEvent): void;
  render(): string;
}

function text(value: string): { readonly text: string } {
  return { text: cleanText(value, 1_000) };
}

/** The interval, not the point: `97.4 to 100.0 % of 300 values (two strata by _id)`. */
function shareText({ low, high, n, draw }: EventOf<'exposure'>): string {
  if (n === 0) return `told from the schema alone (${draw})`;
  return `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} % of ${n} values (${draw})`;
}

/** What the whole finding says in numbers, for readers of the property bag. */
function propertiesOf(finding: EventOf<'finding'>): object {
  const { rows, people, minors, combination, doubts, consequences, severity, badges } = finding;
  return {
    rows,
    ...(people === undefined ? {} : { people }),
    ...(minors === undefined ? {} : { minors }),
    ...(combination === undefined ? {} : { combination }),
    ...(doubts === undefined ? {} : { doubts }),
    ...(consequences === undefined ? {} : { consequences }),
    badges,
    severity,
  };
}

/** `L7` and `L7:12` (two entries on one line) -> 7. */
function lineOf(entry: string | undefined): number | undefined {
  const match = /^L([1-9]\d{0,6})(?::\d+)?$/.exec(entry ?? '');
  return match ? Number(match[1]) : undefined;
}

/**
 * The open doors of a run as SARIF 2.1.0 (OASIS): one result for each, one for each data type behind it. A result is anchored to
 * the line of the scope file that allowed the look, since that is the file under the reader's control. No value, no share that
 * the event did not have.
 */
export function createSarifCollector(options: SarifOptions): SarifCollector {
  /** By endpoint: one service stands behind each. */
  const found = new Map<string, Found>();
  const notifications: { level: Level; message: { text: string }; descriptor: { id: string } }[] = [];
  let unnamed = 0;
  let started: EventOf<'run.started'> | undefined;
  let finished: EventOf<'run.finished'> | undefined;

  const notify = (level: Level, id: string, message: string): void => {
    if (notifications.length < MOST_NOTIFICATIONS)
      notifications.push({ level, message: text(message), descriptor: { id } });
    else unnamed += 1;
  };

  function add(event: SidelightEvent): void {
    switch (event.type) {
      case 'run.started':
        started = event;
        return;
      case 'run.finished':
        finished = event;
        return;
      case 'posture':
        if (event.posture === 'open') found.set(event.endpoint, { posture: event, types: new Map() });
        return;
      case 'finding': {
        const at = found.get(event.endpoint);
        if (at) at.finding = event;
        return;
      }
      case 'exposure': {
        const at = found.get(event.endpoint);
        if (!at) return;
        const known = at.types.get(event.dataType) ?? { fields: [], count: 0, most: event };
        known.count += 1;
        if (known.fields.length < FIELDS_NAMED) known.fields.push(`${event.dataset} ${event.field}`);
        if (event.share > known.most.share) known.most = event;
        at.types.set(event.dataType, known);
        return;
      }
      case 'error':
        notify(
          'warning',
          event.code,
          `${event.endpoint === undefined ? '' : `${event.endpoint}: `}${event.message}`,
        );
        return;
      default:
    }
  }

  function location(entry: Found): unknown {
    const line = lineOf(entry.posture.scopeEntry);
    return {
      ...(line === undefined || options.scopeUri === undefined
        ? {}
        : {
            physicalLocation: {
              artifactLocation: { uri: options.scopeUri },
              region: { startLine: line },
            },
          }),
      logicalLocations: [{ fullyQualifiedName: entry.posture.endpoint, kind: 'resource' }],
    };
  }

  function results(rules: Map<string, Rule>): unknown[] {
    const made: unknown[] = [];
    const rule = (id: string, title: string): void => {
      if (!rules.has(id)) rules.set(id, { id, shortDescription: text(title) });
    };
    let left = 0;
    for (const entry of found.values()) {
      const { posture, finding } = entry;
      const id = finding?.case ?? caseId(posture.endpoint, posture.service);
      const level = LEVELS[finding?.severity.band ?? 'low'];
      const put = (ruleId: string, message: string, fingerprint: string, properties: object): void => {
        if (made.length >= MOST_RESULTS) left += 1;
        else
          made.push({
            ruleId,
            level,
            message: text(message),
            locations: [location(entry)],
            partialFingerprints: { 'case/v1': id, 'result/v1': fingerprint },
            properties,
          });
      };
      rule(OPEN, 'A data service answers reads without credentials');
      const shapes = finding?.shapes.map((shape) => shape.name).join(', ') ?? '';
      put(
        OPEN,
        `${posture.endpoint}: ${posture.product}${posture.version === undefined ? '' : ` ${posture.version}`} is open to anyone who reaches it${shapes === '' ? '' : `: ${shapes}`}${finding ? `. Severity ${finding.severity.band} (${finding.severity.sum})` : ''}.`,
        id,
        finding === undefined ? {} : propertiesOf(finding),
      );
      for (const [type, seen] of entry.types) {
        const title = options.titles.get(type) ?? type;
        rule(type, title);
        const fields = `${seen.fields.join(', ')}${seen.count > seen.fields.length ? ` and ${seen.count - seen.fields.length} more` : ''}`;
        put(
          type,
          `${posture.endpoint}: ${title} in ${seen.count} ${seen.count === 1 ? 'field' : 'fields'} (${fields}); ${shareText(seen.most)}.`,
          contentId('sarif', id, type),
          { share: seen.most.share, low: seen.most.low, high: seen.most.high, n: seen.most.n },
        );
      }
    }
    if (left > 0) notify('warning', 'RESULTS_CUT', `${left} results more; --format jsonl tells all`);
    return made;
  }

  function render(): string {
    const rules = new Map<string, Rule>();
    const list = results(rules);
    if (unnamed > 0)
      notifications.push({
        level: 'warning',
        message: text(`${unnamed} notifications more`),
        descriptor: { id: 'NOTIFICATIONS_CUT' },
      });
    const last = finished ?? started;
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
          ...(last === undefined ? {} : { automationDetails: { id: `sidelight/${last.run}` } }),
          invocations: [
            {
              executionSuccessful: finished?.complete ?? false,
              exitCode: finished?.exit ?? 4,
              ...(started === undefined ? {} : { startTimeUtc: started.at }),
              ...(finished === undefined ? {} : { endTimeUtc: finished.at }),
              toolExecutionNotifications: notifications,
            },
          ],
          columnKind: 'utf16CodeUnits',
          results: list,
        },
      ],
    })}\n`;
  }

  return { add, render };
}
