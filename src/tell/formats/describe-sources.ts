import type { DescribedFiles } from './described-files.ts';
import { line } from './describe-line.ts';
import { type HumanOptions, WIDE } from './human-block.ts';
import { bytesText, countText, plural } from './quantities.ts';
import { shown } from './wrap.ts';

const MOST_SOURCES = 12;
/** Hashes of so many files are shown; of more, `--format json` has them. */
const MOST_HASHES = 3;

interface SourceGroup {
  readonly source: DescribedFiles['sources'][number];
  readonly files: number;
  readonly bytes: number;
}

/** Files of one templated name and format are one line: `many/user<digits>.json · 200 files`. */
function sourceGroups(result: DescribedFiles): readonly SourceGroup[] {
  const groups = new Map<string, SourceGroup>();
  for (const source of result.sources) {
    const key = `${source.name} ${source.formats.join(' ')} ${source.complete}`;
    const before = groups.get(key);
    groups.set(key, {
      source,
      files: (before?.files ?? 0) + (source.files ?? 1),
      bytes: (before?.bytes ?? 0) + source.bytes,
    });
  }
  return [...groups.values()].sort((a, b) => b.bytes - a.bytes);
}

/** What was read: name, size, format and hash; the largest first. */
export function sourceLines(result: DescribedFiles, options: HumanOptions): string[] {
  const hashes = result.sources.length <= MOST_HASHES;
  const groups = sourceGroups(result);
  const lines = groups.slice(0, MOST_SOURCES).flatMap(({ source, files, bytes }, at) => {
    const formats = [...source.formats].reverse().join(' in ');
    const items = [
      shown(source.name, options, 60),
      ...(files > 1 ? [plural(files, 'file')] : []),
      bytesText(bytes),
      ...(formats === '' ? ['not read'] : formats === 'empty' ? [] : [formats]),
      ...(source.complete ? [] : ['incomplete']),
    ];
    const first = line(at === 0 ? 'source' : '', items, options);
    return [
      ...(at > 0 && options.columns < WIDE ? first.slice(1) : first),
      ...(hashes && source.sha256 !== undefined ? line('sha256', [source.sha256], options) : []),
    ];
  });
  const more = groups.slice(MOST_SOURCES).reduce((sum, { files }) => sum + files, 0) + result.sourcesMore;
  const rest = [
    ...(more > 0 ? [`${countText(more)} more`] : []),
    ...(!hashes && result.edition === 'owner' ? ['hashes: --format json'] : []),
  ];
  if (rest.length > 0) lines.push(...line('', rest, options).filter((text) => text !== ''));
  return lines;
}
