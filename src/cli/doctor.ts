import { SidelightError } from '../kit/errors.ts';
import { homeDirectory } from '../kit/home.ts';
import { openFileLimit } from '../kit/open-files.ts';
import { VERSION } from '../kit/version.ts';
import { cleanText } from '../kit/text-safety.ts';
import { confinementOf } from '../flows/confine.ts';
import { type Confinement, confinementHere, type Layer } from '../flows/confinement.ts';
import { bundled } from './bundled.ts';
import { scopeFor } from '../flows/scope-for.ts';
import type { ExitCode, Io, Verb, VerbInput } from './verb.ts';

type State = 'ok' | 'note' | 'bad';

interface Check {
  readonly name: string;
  readonly state: State;
  readonly says: string;
  readonly exit?: number;
}

const DAY = 86_400_000;
const ENOUGH_FILES = 4_096;
/** The day before which no version of this program was made: a clock before it is wrong. */
const EARLIEST = Date.UTC(2026, 0, 1);

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: fits ? 'ok' : 'bad',
    says: `${process.versions.node}${fits ? '' : '; 20.19 or newer is needed'}`,
    exit: 2,
  };
}

function clockCheck(): Check {
  const wrong = Date.now() < EARLIEST;
  return {
    name: 'clock',
    state: wrong ? 'bad' : 'ok',
    says: wrong ? 'stands before this program was made: set it' : new Date().toISOString(),
    exit: 2,
  };
}

function filesCheck(): Check {
  const soft = openFileLimit();
  if (soft === undefined)
    return { name: 'open files', state: 'note', says: 'the limit cannot be read on this system' };
  return soft >= ENOUGH_FILES
    ? { name: 'open files', state: 'ok', says: `${soft} at the same time` }
    : {
        name: 'open files',
        state: 'note',
        says: `only ${soft} at the same time, so a look goes slower: \`ulimit -n 16384\` raises it`,
      };
}

async function scopeChecks(path: string | undefined, io: Io): Promise<readonly Check[]> {
  try {
    const scope = await scopeFor(path, io);
    const left = Math.ceil((Date.parse(`${scope.valid.until.slice(0, 10)}T23:59:59Z`) - Date.now()) / DAY);
    const ranges = scope.allow.filter((entry) => entry.range !== undefined).length;
    const depth = [...new Set(scope.allow.map((entry) => entry.depth))].join(', ');
    const checks: Check[] = [
      {
        name: 'scope',
        state: left <= 14 ? 'note' : 'ok',
        says: `${ranges} ${ranges === 1 ? 'range' : 'ranges'}, ${scope.allow.length - ranges} names · authority "${cleanText(scope.authority.basis, 80)}" · depth ${depth} · ${left} days left`,
      },
      scope.signature === undefined
        ? { name: 'signature', state: 'note', says: 'none: `sidelight scope sign` binds the file to a key' }
        : { name: 'signature', state: 'ok', says: 'holds' },
      scope.probe.identity === undefined
        ? {
            name: 'identity',
            state: scope.authority.kind === 'cert' ? 'bad' : 'note',
            says: 'no probe.identity: owners cannot see who looks (RFC 9511)',
            exit: 2,
          }
        : { name: 'identity', state: 'ok', says: cleanText(scope.probe.identity, 120) },
    ];
    return checks;
  } catch (error) {
    if (!(error instanceof SidelightError)) throw error;
    if (error.code === 'SCOPE_NOT_FOUND')
      return [{ name: 'scope', state: 'note', says: 'none here: `sidelight init` writes a template' }];
    return [{ name: 'scope', state: 'bad', says: error.message, exit: error.exit }];
  }
}

/** Starts the process in which `describe` reads, and tells how it sees itself confined. */
async function confinementChecks(): Promise<readonly Check[]> {
  const entry = bundled('describe-confined');
  let seen: Confinement;
  try {
    seen = entry === undefined ? confinementHere() : await confinementOf(entry);
  } catch (error) {
    if (!(error instanceof SidelightError)) throw error;
    return [{ name: 'describe', state: 'bad', says: error.message, exit: 2 }];
  }
  const check = (name: string, layer: Layer): Check => ({
    name,
    state: layer.on ? 'ok' : 'note',
    says: `of \`describe\`: ${layer.says}`,
  });
  return [check('network', seen.network), check('files', seen.files), check('dumps', seen.dumps)];
}

function homeCheck(home: string | undefined, io: Io): Check {
  try {
    return { name: 'state', state: 'ok', says: homeDirectory(io, { home }) };
  } catch (error) {
    if (!(error instanceof SidelightError)) throw error;
    return {
      name: 'state',
      state: 'bad',
      says: `${error.message} ${error.hint ?? ''}`.trim(),
      exit: error.exit,
    };
  }
}

const MARKS: Readonly<Record<State, string>> = { ok: '✓', note: '!', bad: '✗' };

async function run({ global }: VerbInput, io: Io): Promise<ExitCode> {
  const checks: readonly Check[] = [
    nodeCheck(),
    clockCheck(),
    filesCheck(),
    homeCheck(global.home, io),
    ...(await confinementChecks()),
    ...(await scopeChecks(global.scope, io)),
  ];
  const bad = checks.filter((check) => check.state === 'bad');
  if (global.format === 'human') {
    io.out(`sidelight ${VERSION}\n`);
    for (const check of checks)
      io.out(
        `${MARKS[check.state]} ${check.name.padEnd(11)} ${check.says.split('\n').join(`\n${' '.repeat(14)}`)}\n`,
      );
    io.out(
      bad.length === 0
        ? 'ready: `sidelight look --dry-run` shows what would be sent\n'
        : `${bad.length} to mend first\n`,
    );
  } else io.out(`${JSON.stringify({ v: 1, version: VERSION, ready: bad.length === 0, checks })}\n`);
  return (bad[0]?.exit ?? 0) as ExitCode;
}

export const doctorVerb: Verb = {
  name: 'doctor',
  summary: 'Check that this machine and the scope file are fit for a look',
  about:
    'Checks the runtime, the clock, the limit of open files, the state directory, the scope file and what keeps network, files and core dumps from `describe`, and says what to do about each. Sends nothing.',
  args: [],
  options: [],
  examples: [{ run: 'sidelight doctor', does: 'checks everything before a first look' }],
  run,
};
