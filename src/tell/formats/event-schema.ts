import { DEPTHS } from '../../model/depth.ts';
import { SHAPES } from '../../model/description.ts';
import { POSTURES } from '../../model/posture.ts';
import { BANDS } from '../../model/severity.ts';

type Schema = Readonly<Record<string, unknown>>;

const string: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const boolean: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const number: Schema = { type: 'number', minimum: 0 };
const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
const strings: Schema = { type: 'array', items: string };
const word = (...words: readonly string[]): Schema => ({ type: 'string', enum: words });
const list = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const described = (description: string, schema: Schema): Schema => ({ description, ...schema });

/** An object whose listed fields are required, except those whose name ends in `?`. Further fields may come in later versions. */
function object(fields: Readonly<Record<string, Schema>>): Schema {
  const required = Object.keys(fields).filter((name) => !name.endsWith('?'));
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
  );
  return { type: 'object', required, properties };
}

function event(type: string, description: string, fields: Readonly<Record<string, Schema>>): Schema {
  return {
    description,
    ...object({ v: { const: 1 }, type: { const: type }, at: time, run: string, ...fields }),
  };
}

const endpoint = described('`192.0.2.1:27017` or `[2001:db8::1]:27017`', string);

const DEFS = {
  reason: object({ command: string, showed: string }),
  shape: object({ name: word(...SHAPES), confidence: share, because: string }),
  people: object({ low: count, 'high?': count, method: string }),
  minors: object({
    share,
    low: share,
    high: share,
    n: count,
    'withheld?': string,
    'atLeast?': count,
  }),
  term: object({ value: number, because: string }),
  severity: object({
    band: word(...BANDS),
    se: { type: 'number', minimum: 0, maximum: 6 },
    dpc: ref('term'),
    ei: ref('term'),
    cb: list(object({ element: string, value: number, because: string })),
    sum: string,
    flags: strings,
  }),
  receipt: object({
    run: string,
    authority: string,
    basis: string,
    scope: string,
    from: time,
    until: time,
    targets: count,
    endpointsAnswered: count,
    connections: count,
    commands: count,
    bytesSent: count,
    bytesRead: count,
    bytesExposed: number,
    recordsInMemory: count,
    valuesKept: { const: 0 },
    byCommand: { type: 'object', additionalProperties: count },
    chain: object({ head: string, entries: count }),
    'signature?': string,
  }),
} as const;

const EVENTS: Readonly<Record<string, Schema>> = {
  'run.started': event('run.started', 'A run begins.', {
    targets: number,
    depth: word(...DEPTHS),
    scope: string,
    authority: string,
    vantage: string,
    resumed: boolean,
  }),
  'endpoint.seen': event('endpoint.seen', 'One endpoint was tried.', {
    endpoint,
    state: word('answers', 'refused', 'silent', 'reset', 'unreachable'),
    'host?': string,
    'behaviour?': word('silent', 'refused', 'reset', 'tarpit', 'every-port-open', 'talks-unknown'),
  }),
  posture: event('posture', 'Which service it is, and whether strangers read data.', {
    endpoint,
    service: string,
    product: string,
    'version?': string,
    posture: word(...POSTURES),
    reasons: list(ref('reason')),
    'scopeEntry?': string,
  }),
  dataset: event('dataset', 'One container (or several that share a templated name).', {
    endpoint,
    name: string,
    'rows?': number,
    'bytes?': number,
    depth: word(...DEPTHS),
    containers: count,
    fields: count,
    draw: string,
    n: count,
    'rowsMethod?': string,
    'people?': ref('people'),
    'minors?': described('Share of people under 18 among those whose birth date was read.', ref('minors')),
    'combination?': described(
      'What stands in one record and is together enough to pass for someone.',
      strings,
    ),
    'doubts?': described('Why the records may be invented or copies of each other.', strings),
  }),
  exposure: event(
    'exposure',
    'A data type recognised in a field: share of its values, with a 95 % Wilson interval over n.',
    {
      endpoint,
      dataset: string,
      field: string,
      dataType: string,
      share,
      low: share,
      high: share,
      n: count,
      draw: string,
      confidence: share,
      because: string,
    },
  ),
  marker: event('marker', 'A trace of an earlier visitor, no later than `date`.', {
    endpoint,
    class: word('ransom', 'wipe', 'warning', 'implant', 'unknown'),
    name: string,
    strength: word('strong', 'weak'),
    'date?': time,
    method: string,
    count,
  }),
  finding: event('finding', 'What it comes to, for one endpoint.', {
    endpoint,
    case: string,
    'number?': count,
    service: string,
    shapes: list(ref('shape')),
    rows: number,
    'people?': ref('people'),
    severity: ref('severity'),
    badges: strings,
    notes: strings,
    close: strings,
    'since?': object({ at: time, method: string }),
    'minors?': ref('minors'),
    'combination?': strings,
    'doubts?': strings,
    'consequences?': described('What follows for the people inside, in sentences, worst first.', strings),
  }),
  error: event(
    'error',
    'Something was not assessed; the code stands in docs/errors.md or is a kind of network failure.',
    {
      'endpoint?': endpoint,
      code: string,
      message: string,
    },
  ),
  receipt: event('receipt', 'What was done to whom, derived from the audit log.', {
    receipt: ref('receipt'),
  }),
  'run.finished': event('run.finished', 'A run ends. `exit` is the exit code of the process.', {
    complete: boolean,
    exposures: count,
    exit: { type: 'integer', enum: [0, 1, 2, 3, 4, 5, 130] },
    looked: count,
    answered: count,
    notAssessed: count,
    seconds: number,
  }),
};

/** Names of all events, in the order of a run. */
export const EVENT_TYPES: readonly string[] = Object.keys(EVENTS);

/** JSON Schema (draft-07) of one line of `--format jsonl`. Unknown fields are allowed: readers must not break on them. */
export const eventSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://sidelight.example/schema/event-1.json',
  title: 'Sidelight event, version 1',
  type: 'object',
  required: ['v', 'type', 'at', 'run'],
  oneOf: EVENT_TYPES.map((type) => ref(`event.${type}`)),
  $defs: {
    ...DEFS,
    ...Object.fromEntries(Object.entries(EVENTS).map(([type, schema]) => [`event.${type}`, schema])),
  },
};
