import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which room may import which: DESIGN "The house". `flows` may import every room that it leads through. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  kit: [],
  wire: ['kit', 'model'],
  services: ['wire', 'kit', 'model'],
  datatypes: ['kit', 'model'],
  scope: ['kit', 'model'],
  audit: ['kit', 'model'],
  assess: ['kit', 'model'],
  look: ['services', 'wire', 'scope', 'audit', 'kit', 'model'],
  describe: ['datatypes', 'kit', 'model'],
  cases: ['assess', 'audit', 'kit', 'model'],
  tell: ['assess', 'audit', 'kit', 'model'],
  flows: [
    'look',
    'describe',
    'datatypes',
    'services',
    'wire',
    'scope',
    'assess',
    'audit',
    'cases',
    'tell',
    'kit',
    'model',
  ],
  cli: ['flows', 'cases', 'kit', 'model'],
};

const SOCKETS = /from '(?:node:)?(?:net|tls|http|https|http2|dgram)'/;
const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

const files = filesBelow(source).filter(
  (path) => !/\.test\.ts$|\.contract\.ts$|\/fixtures\/|\/test-/.test(path),
);
const roomOf = (path: string): string => relative(source, path).split('/')[0] ?? '';

function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(
    (match) => match[1] as string,
  );
  return found.map((target) => resolve(dirname(path), target));
}

describe('the house', () => {
  test('files were read', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  test('rooms import only what they may', () => {
    const wrong = files.flatMap((path) => {
      const room = roomOf(path);
      if (room.endsWith('.ts')) return [];
      const allowed = MAY_IMPORT[room];
      return importsOf(path)
        .filter((target) => target.startsWith(source))
        .map(roomOf)
        .filter((other) => other !== room && !(allowed ?? []).includes(other))
        .map((other) => `${relative(root, path)} imports ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  test('every folder of src is a room of the plan', () => {
    const rooms = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
    expect(rooms.filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  test('no import cycles between files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push(
          [...trail.slice(trail.indexOf(path)), path].map((entry) => relative(root, entry)).join(' -> '),
        );
        return;
      }
      state.set(path, 'open');
      const text = readFileSync(path, 'utf8');
      const values = [
        ...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.{1,2}\/[^']+)'/gms),
      ].map((match) => resolve(dirname(path), match[1] as string));
      for (const next of values) if (files.includes(next)) visit(next, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of files) visit(path, []);
    expect(cycles).toEqual([]);
  });

  test('only wire/ has sockets', () => {
    const wrong = files.filter((path) => roomOf(path) !== 'wire' && SOCKETS.test(readFileSync(path, 'utf8')));
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });

  test('only one file of wire/ opens a socket towards a target', () => {
    const opening = files.filter((path) =>
      /\b(?:connect|createConnection)\s*[,}][^;]*from 'node:net'/.test(readFileSync(path, 'utf8')),
    );
    expect(opening.map((path) => relative(root, path))).toEqual(['src/wire/dial.ts']);
  });

  test('only describe/ opens a Raw', () => {
    const wrong = files.filter(
      (path) =>
        !['describe', 'model'].includes(roomOf(path)) &&
        /\bopenRaw\b|\bRaw\.open\b/.test(readFileSync(path, 'utf8')),
    );
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });

  test('every service folder and every data type file is listed', () => {
    const listed = readFileSync(join(source, 'services/index.ts'), 'utf8');
    const folders = readdirSync(join(source, 'services')).filter((name) =>
      statSync(join(source, 'services', name)).isDirectory(),
    );
    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter((name) => !listed.includes(`./${name}/`))).toEqual([]);
  });
});
