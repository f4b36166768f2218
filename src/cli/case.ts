import { userInfo } from 'node:os';
import { SidelightError } from '../kit/errors.ts';
import { statePaths } from '../kit/files.ts';
import { homeDirectory, homePath } from '../kit/home.ts';
import { cleanText, jsonLine } from '../kit/text-safety.ts';
import { CASE_STATES, type Case, type CaseState } from '../model/finding.ts';
import type { CaseFilter, Store } from '../cases/store.ts';
import { caseScreen, listHeader, listRow, summary } from './case-text.ts';
import type { Io, Verb, VerbInput } from './verb.ts';

/** Cases fetched at a time, so that a long list needs little memory. */
const PAGE = 200;

/** The user's name, for the history. A container may run under a number that has no name. */
function whoDecides(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

function toState(text: string): CaseState {
  const state = CASE_STATES.find((one) => one === text);
  if (state === undefined) {
    throw new SidelightError(
      'USAGE',
      `a case state was expected, and ${JSON.stringify(cleanText(text, 40))} came`,
      `One of: ${CASE_STATES.join(', ')}.`,
    );
  }
  return state;
}

async function withStore<T>(
  input: VerbInput,
  io: Io,
  use: (store: Store) => Promise<T>,
  none: () => T | Promise<T>,
): Promise<T> {
  const { hasStore } = await import('../cases/ledger.ts');
  const paths = statePaths(homePath(io, input.global));
  if (!hasStore(paths, io.env)) return await none();
  const { openHomeStore } = await import('../cases/home.ts');
  const store = await openHomeStore(paths, io.env);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function* pages(store: Store, filter: CaseFilter, limit: number): AsyncGenerator<Case> {
  for (let offset = 0; offset < limit; offset += PAGE) {
    const page = await store.listCases({ ...filter, limit: Math.min(PAGE, limit - offset), offset });
    yield* page;
    if (page.length < PAGE) return;
  }
}

const list: Verb = {
  name: 'case list',
  summary: 'List the cases of this store',
  about:
    'One line a case: an open door over time, whatever the number of looks. The worst come first. `case show N` tells the rest.',
  args: [],
  options: [
    {
      flag: '--sort <key>',
      about: 'severity: the worst first; seen: the latest look first; number: the oldest first',
      choices: ['severity', 'seen', 'number'],
      default: 'severity',
    },
    { flag: '--state <state>', about: 'only cases in this state', choices: CASE_STATES },
    { flag: '--service <name>', about: 'only cases of this service' },
    { flag: '--limit <count>', about: 'at most so many (default: all)' },
  ],
  examples: [
    { run: 'sidelight case list --sort seen', does: 'lists the cases that were looked at last' },
    {
      run: 'sidelight case list --state reopened --format jsonl',
      does: 'one JSON object a line, for other programs',
    },
  ],
  async run(input, io) {
    const { options, global } = input;
    const limit = options['limit'] === undefined ? Number.MAX_SAFE_INTEGER : Number(options['limit']);
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new SidelightError('USAGE', '--limit should be a whole number from 1');
    }
    const sort = options['sort'];
    const filter: CaseFilter = {
      ...(sort === 'seen' || sort === 'number' ? { sort } : {}),
      ...(typeof options['state'] === 'string' ? { state: toState(options['state']) } : {}),
      ...(typeof options['service'] === 'string' ? { service: options['service'] } : {}),
    };
    let count = 0;
    const show = async (store: Store): Promise<void> => {
      for await (const one of pages(store, filter, limit)) {
        io.signal.throwIfAborted();
        if (global.format === 'json')
          io.out(`${count === 0 ? '{"cases":[\n' : ',\n'}${jsonLine(summary(one))}`);
        else if (global.format === 'jsonl') io.out(`${jsonLine({ v: 1, type: 'case', ...summary(one) })}\n`);
        else io.out(`${count === 0 ? listHeader(io.columns) : ''}${listRow(one, io.columns)}\n`);
        count += 1;
      }
    };
    await withStore(input, io, show, async () => undefined);
    if (global.format === 'json') io.out(count === 0 ? '{"cases":[]}\n' : '\n]}\n');
    if (global.format === 'human' && count === 0) io.out('No cases.\n');
    return 0;
  },
};

const LOOKS_SHOWN = 20;

const show: Verb = {
  name: 'case show',
  summary: 'Show one case: what stands open, its looks and its history',
  about:
    'Takes the number that `case list` gives, or the id of the case. Names and counts only: no value of any record was kept, so none can be shown.',
  args: [{ name: 'case', about: 'number (`12` or `#12`) or id of the case' }],
  options: [],
  examples: [{ run: 'sidelight case show 12', does: 'shows case 12' }],
  async run(input, io) {
    const reference = input.args[0] ?? '';
    const none = (): never => {
      throw new SidelightError(
        'CASE_NOT_FOUND',
        `there is no case ${JSON.stringify(cleanText(reference, 40))}: nothing was stored yet`,
        'The first `sidelight look` makes the store.',
      );
    };
    const [one, history, looks] = await withStore(
      input,
      io,
      async (store) => {
        const found = await store.showCase(reference);
        return [
          found,
          await store.history(found.id),
          await store.observations(found.id, LOOKS_SHOWN),
        ] as const;
      },
      none,
    );
    if (input.global.format === 'human') {
      const { typeTitles } = await import('../flows/type-titles.ts');
      io.out(caseScreen(one, history, looks, { columns: io.columns, titles: typeTitles() }));
    } else
      io.out(
        `${jsonLine({ v: 1, type: 'case', ...summary(one), history, looks: looks.map(({ id, at, run, posture, rows, complete }) => ({ id, at, run, posture, rows, complete })), latest: one.latest })}\n`,
      );
    return 0;
  },
};

const set: Verb = {
  name: 'case set',
  summary: 'Set the state of a case',
  about:
    'A case goes observed → verified → triaged → notified → acknowledged → fixing → fixed? → closed. Each step rests on something: verified on a second look, closed on two looks 24 hours apart that show the door shut, notified on a note that says who was told. What is missing is said. The decision is recorded in the history of the case and in the audit log.',
  args: [
    { name: 'case', about: 'number or id of the case' },
    { name: 'state', about: CASE_STATES.join(', ') },
  ],
  options: [
    { flag: '--note <text>', about: 'what the step rests on: message id, who answered, why it is no case' },
  ],
  examples: [
    {
      run: 'sidelight case set 12 notified --note "abuse@example.org, <42@cert.example>"',
      does: 'records that the owner was told',
    },
  ],
  async run(input, io) {
    const [reference = '', state = ''] = input.args;
    const to = toState(state);
    const note = typeof input.options['note'] === 'string' ? input.options['note'] : '';
    const { decideState } = await import('../cases/ledger.ts');
    const changed = await decideState(
      homeDirectory(io, input.global),
      reference,
      to,
      whoDecides(),
      note,
      io.env,
    );
    if (input.global.format === 'human') io.out(`case #${changed.number} is now ${changed.state}\n`);
    else io.out(`${jsonLine({ v: 1, type: 'case', ...summary(changed) })}\n`);
    return 0;
  },
};

export const caseVerbs: readonly Verb[] = [list, show, set];
