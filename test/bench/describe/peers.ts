import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What one peer did, or why it was not measured. */
export type PeerPass = {
  readonly name: string;
  /** Sidelight is to be so many times as fast. */
  readonly target?: number;
} & (
  | { readonly megabytes: number; readonly seconds: number; readonly note: string }
  | { readonly absent: string }
);

/** Shapes of personal data as one expression: what a search tool would be given. */
const UNION = [
  '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}',
  '[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]',
  '1[3-9][0-9]{9}',
  '([0-9a-f]{2}:){5}[0-9a-f]{2}',
  '([0-9]{1,3}\\.){3}[0-9]{1,3}',
  'eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}',
  '\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}',
  '[45][0-9]{15}',
  'AKIA[0-9A-Z]{16}',
  '[0-9]{3}-[0-9]{2}-[0-9]{4}',
].join('|');

function head(path: string, megabytes: number): Buffer {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(megabytes * 1_000_000);
  const size = readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return bytes.subarray(0, bytes.lastIndexOf(0x0a, size) + 1);
}

/** Seconds, or why there are none. */
function timed(command: string, args: readonly string[]): number | string {
  const from = performance.now();
  const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 });
  const { error } = done;
  if (error === undefined && (done.status === 0 || done.status === 1))
    return (performance.now() - from) / 1000;
  if (error === undefined) return `it ended with ${done.status}`;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'not installed here' : `it could not be run (${code})`;
}

const PRESIDIO = `
import sys, json
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngine, NlpArtifacts
class Blank(NlpEngine):
    def load(self): pass
    def is_loaded(self): return True
    def process_text(self, text, language): return NlpArtifacts([], [], [], [], self, language)
    def process_batch(self, texts, language, **kw): return ((t, self.process_text(t, language)) for t in texts)
    def is_stopword(self, word, language): return False
    def is_punct(self, word, language): return False
    def get_supported_entities(self): return []
    def get_supported_languages(self): return ['en']
registry = RecognizerRegistry()
registry.load_predefined_recognizers(languages=['en'])
engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=['en'])
import time
texts = []
def walk(v):
    if isinstance(v, dict):
        for w in v.values(): walk(w)
    elif isinstance(v, list):
        for w in v: walk(w)
    elif isinstance(v, str): texts.append(v)
for line in open(sys.argv[1], encoding='utf8'): walk(json.loads(line))
start = time.perf_counter()
for text in texts: engine.analyze(text=text, language='en')
print(time.perf_counter() - start)
`;

/**
 * The peers: ripgrep, pdscan (`PDSCAN`, or on the path), Presidio in `PYTHON` (patterns alone, without its language model,
 * which is its fast form). Slow ones get a part of the file; all numbers are by the second. One that this machine lacks is named
 * with the reason.
 */
export function peers(ndjson: string): PeerPass[] {
  const folder = dirname(ndjson);
  const sample = (megabytes: number): string => {
    const path = join(folder, `head-${megabytes}.ndjson`);
    writeFileSync(path, head(ndjson, megabytes), { mode: 0o600 });
    return path;
  };
  const pass = (
    name: string,
    megabytes: number,
    took: number | string,
    note: string,
    target?: number,
  ): PeerPass => ({
    name,
    ...(target === undefined ? {} : { target }),
    ...(typeof took === 'number' ? { megabytes, seconds: took, note } : { absent: took }),
  });
  const pdscan = timed(process.env['PDSCAN'] ?? 'pdscan', [`file://${sample(20)}`]);
  return [
    pass(
      'ripgrep -j1, union of ten shapes, all matches',
      50,
      timed('rg', ['-j1', '-a', '--count-matches', UNION, sample(50)]),
      'counts, no columns',
    ),
    pass(
      'ripgrep -j1, union of ten shapes, lines',
      50,
      timed('rg', ['-j1', '-a', '--count', UNION, sample(50)]),
      'stops at the first match of a line',
    ),
    pass(
      'pdscan',
      20,
      typeof pdscan === 'string' ? `${pdscan}; PDSCAN names its program` : pdscan,
      'a file, from its start to its end',
      20,
    ),
    pass('Presidio, patterns alone', 1, presidio(sample(1)), 'texts alone, parsing not counted', 100),
  ];
}

function presidio(path: string): number | string {
  const python = spawnSync(process.env['PYTHON'] ?? 'python3', ['-c', PRESIDIO, path], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  const seconds = Number(python.stdout);
  if (python.status === 0 && seconds > 0) return seconds;
  if (python.error !== undefined) return 'there is no Python here; PYTHON names one';
  return /No module named 'presidio/.test(python.stderr)
    ? 'this Python has no presidio_analyzer; PYTHON names another'
    : `its process ended with ${python.status}`;
}
