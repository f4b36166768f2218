import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// `npm run bench` runs every bench of test/bench; `npm run bench -- look` those that are named. What begins with `-`, and all
// after it, goes to the bench.
const root = join(import.meta.dirname, '..');
const from = join(root, 'test/bench');
const all = readdirSync(from).filter((name) => existsSync(join(from, name, 'main.ts')));
const given = process.argv.slice(2);
const options = given.findIndex((word) => word.startsWith('-'));
const named = options < 0 ? given : given.slice(0, options);
const passed = options < 0 ? [] : given.slice(options);
const unknown = named.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench "${unknown.join('", "')}". There are: ${all.join(', ')}.\n`);
  process.exit(2);
}
let failed = false;
for (const name of named.length > 0 ? named : all) {
  const out = join(root, 'dist/bench', name);
  const inputs = readdirSync(join(from, name))
    .filter((file) => ['main.ts', 'responder.ts'].includes(file))
    .map((file) => join(from, name, file));
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/rolldown/bin/cli.mjs'),
      ...inputs,
      ...['-d', out, '--platform', 'node', '--format', 'esm'],
      ...['--external', 'libsql', '--external', 'pg', '--external', 'pg-native'],
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  process.stdout.write(`\n=== ${name}\n`);
  const ran = spawnSync(process.execPath, [join(out, 'main.js'), ...passed], { cwd: root, stdio: 'inherit' });
  failed ||= ran.status !== 0;
}
process.exitCode = failed ? 1 : 0;
