import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface PeerPass {
  readonly name: string;
  readonly megabytes: number;
  readonly seconds: number;
  readonly note: string;
}

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

function timed(command: string, args: readonly string[]): number | undefined {
  const from = performance.now();
  const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 });
  return done.error === undefined && (done.status === 0 || done.status === 1)
    ? (performance.now() - from) / 1000
    : undefined;
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
 * Peers that this machine has: ripgrep, pdscan (`PDSCAN` or on the path), Presidio in `PYTHON` (patterns alone, without its
 * language model, which is its fast form). Slow ones get a part of the file; all numbers are by the second.
 */
export function peers(ndjson: string): PeerPass[] {
  const out: PeerPass[] = [];
  const folder = dirname(ndjson);
  const whole = 200;
  const put = (name: string, megabytes: number, seconds: number | undefined, note: string): void => {
    if (seconds !== undefined) out.push({ name, megabytes, seconds, note });
  };
  const sample = (megabytes: number): string => {
    const path = join(folder, `head-${megabytes}.ndjson`);
    writeFileSync(path, head(ndjson, megabytes), { mode: 0o600 });
    return path;
  };
  const some = sample(whole / 4);
  put(
    'ripgrep -j1, ten shapes, all matches',
    whole / 4,
    timed('rg', ['-j1', '-a', '--count-matches', UNION, some]),
    'counts, no columns',
  );
  const few = sample(20);
  put('pdscan', 20, timed(process.env['PDSCAN'] ?? 'pdscan', [`file://${few}`]), `file ${basename(few)}`);
  const one = sample(1);
  const python = spawnSync(process.env['PYTHON'] ?? 'python3', ['-c', PRESIDIO, one], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  const seconds = Number(python.stdout);
  put(
    'Presidio, patterns only',
    1,
    python.status === 0 && seconds > 0 ? seconds : undefined,
    'texts alone, parsing not counted',
  );
  return out;
}
