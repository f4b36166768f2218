/** `1,034`; from a million on two significant digits: `2.6 M`, `51 M`, `1.2 bn`. */
export function countText(count: number): string {
  if (!Number.isFinite(count) || count < 0) return '0';
  const whole = Math.round(count);
  if (whole < 1_000_000) return whole.toLocaleString('en-US');
  const [unit, letter] = whole >= 999_500_000 ? [1e9, 'bn'] : [1e6, 'M'];
  return `${twoDigits(whole / unit)} ${letter}`;
}

function twoDigits(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value).toLocaleString('en-US');
}

const BYTE_UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** Decimal units, as disks are sold: `412 KB`, `1.1 TB`. */
export function bytesText(bytes: number): string {
  let value = Number.isFinite(bytes) && bytes > 0 ? bytes : 0;
  let unit = 0;
  while (value >= (unit === 0 ? 1_000 : 999.5) && unit < BYTE_UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  if (unit === 0) return value === 1 ? '1 byte' : `${Math.round(value)} bytes`;
  return `${twoDigits(value)} ${BYTE_UNITS[unit]}`;
}

/** `00:02:41`; days in front where there are any: `2d 03:00:00`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  const days = Math.floor(whole / 86_400);
  const pad = (value: number) => String(value).padStart(2, '0');
  const clock = `${pad(Math.floor((whole % 86_400) / 3_600))}:${pad(Math.floor((whole % 3_600) / 60))}:${pad(whole % 60)}`;
  return days > 0 ? `${days}d ${clock}` : clock;
}

/** `1 row`, `2 rows`, `51 M rows`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `2.4-2.7 M people`, `at least 2.6 M people`; `≥` in place of the words where the terminal has it. */
export function peopleText(
  people: { readonly low: number; readonly high?: number },
  atLeast: string,
): string {
  if (people.high === undefined) return `${atLeast} ${plural(people.low, 'person', 'people')}`;
  const [low, high] = [countText(people.low), countText(people.high)];
  if (low === high) return plural(people.low, 'person', 'people');
  const unit = / [MG]$/.exec(high)?.[0];
  return `${unit !== undefined && low.endsWith(unit) ? low.slice(0, -unit.length) : low}-${high} people`;
}

/** How people were counted, for readers who know neither birthdays nor cardinalities. */
export function methodText(method: string): string {
  const of = (words: string): string => / of (.+?)(?:, within about (\d+) %)?$/.exec(words)?.[1] ?? '';
  if (method.startsWith('birthday estimate')) {
    const [, n, field] = /^birthday estimate over (\d+) values of (.+)$/.exec(method) ?? [];
    return n === undefined || field === undefined
      ? 'estimated from how seldom a value comes again'
      : `estimated from how seldom one of ${Number(n).toLocaleString('en-US')} values of ${field} comes again`;
  }
  if (method.startsWith('distinct values')) {
    const about = / within about (\d+) %/.exec(method)?.[1];
    const words =
      of(method) === '' ? 'counted by different values' : `counted by different values of ${of(method)}`;
    return about === undefined ? words : `${words}, to about ${about} %`;
  }
  if (method.startsWith('server-side cardinality')) return `counted by the server over ${of(method)}`;
  if (method.startsWith('engine statistics')) return `by the server’s own statistics of ${of(method)}`;
  if (method.startsWith('unique index'))
    return `${method.replace(/^unique index on /, '')} differs in each row`;
  return method;
}
