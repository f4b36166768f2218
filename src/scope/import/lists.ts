import { readTarget } from '../targets.ts';
import { type Feed, type Sink, putAddress } from './sink.ts';
import { lineFeed } from './lines.ts';

/** Names of the columns that hold an address and a port: zmap (saddr, sport), naabu and others (ip or host, port). */
const ADDRESS_COLUMNS = ['saddr', 'ip', 'address', 'host'];
const PORT_COLUMNS = ['sport', 'port'];

/** True for the first line of a CSV file with a column for addresses. */
export function isCsvHeader(line: string): boolean {
  return csvCells(line).some((cell) => ADDRESS_COLUMNS.includes(cell.toLowerCase()));
}

/** CSV with a header, such as `zmap -O csv` and `naabu -csv` write. zmap's rows with success 0 are passed over. */
export function csvList(sink: Sink): Feed {
  let address = -1;
  let port = -1;
  let success = -1;
  let protocol = -1;
  return lineFeed(sink, {
    line(text, number) {
      if (text.trim() === '' || text.startsWith('#')) return;
      const cells = csvCells(text);
      if (address < 0) {
        const names = cells.map((cell) => cell.toLowerCase());
        const column = (known: readonly string[]): number =>
          known.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
        address = column(ADDRESS_COLUMNS);
        port = column(PORT_COLUMNS);
        success = names.indexOf('success');
        protocol = names.indexOf('protocol');
        return;
      }
      if (success >= 0 && cells[success] === '0') sink.skip();
      else if (protocol >= 0 && cells[protocol] === 'udp') sink.skip();
      else if (cells[address] === undefined) sink.bad(number, 'the row is shorter than the header');
      else putAddress(sink, number, cells[address] ?? '', port < 0 ? undefined : (cells[port] ?? ''));
    },
  });
}

function csvCells(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  return cells;
}

/** One target a line as on the command line (zmap's and naabu's plain output among them); `#` begins a comment. */
export function plainList(sink: Sink): Feed {
  return lineFeed(sink, {
    line(text, number) {
      const hash = text.indexOf('#');
      const what = (hash < 0 ? text : text.slice(0, hash)).trim();
      if (what === '') return;
      const parsed = readTarget(what);
      if (!parsed.ok) {
        sink.bad(number, parsed.problem);
        return;
      }
      const { value } = parsed;
      const rest = value.port === undefined ? { line: number } : { port: value.port, line: number };
      if (value.kind === 'name') sink.target({ kind: 'name', host: value.host, ...rest });
      else if (value.range.first === value.range.last)
        putAddress(sink, number, addressPart(what, value.port), value.port);
      else sink.target({ kind: 'range', range: value.range, ...rest });
    },
  });
}

function addressPart(text: string, port: number | undefined): string {
  const bare = text.startsWith('[')
    ? text.slice(1, text.indexOf(']'))
    : port === undefined
      ? text
      : text.slice(0, text.indexOf(':'));
  return bare.replace(/\/.*|-.*/, '');
}
