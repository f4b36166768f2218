import { formatIp } from '../kit/ip.ts';
import { cleanText } from '../kit/text-safety.ts';
import { allowsDepth } from '../model/depth.ts';
import { createTargetSpace } from '../look/target-space.ts';
import { services } from '../services/index.ts';
import type { PreparedLook } from './prepare-look.ts';

const MOST_LINES = 20;

function span(range: { readonly family: 4 | 6; readonly first: string; readonly last: string }): string {
  const show = (value: string): string => formatIp({ family: range.family, value: BigInt(value) });
  return range.first === range.last ? show(range.first) : `${show(range.first)} - ${show(range.last)}`;
}

function some(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more`];
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

/** What a look would do: targets, depth, pace and, with `commands`, every command that its depth could send. Sends nothing. */
export function planText(
  prepared: PreparedLook,
  options: { readonly columns: number; readonly commands: boolean },
): string {
  const { task, outside } = prepared;
  const { plan, scope, depth } = task;
  const total = createTargetSpace(plan).size;
  const lines = [
    `plan      ${total.toLocaleString('en')} targets · depth at most ${depth} · ${scope.probe.rate}/s, ${scope.probe.perHost} at a time to one address · about ${duration(total / scope.probe.rate)} at that pace`,
    `authority ${cleanText(scope.authority.who, 120)} · ${cleanText(scope.authority.basis, 120)} · until ${cleanText(scope.valid.until, 30)}`,
    ...some(
      plan.ranges.map(
        (range) =>
          `range     ${span(range)} x ${range.ports.length} ${range.ports.length === 1 ? 'port' : 'ports'}`,
      ),
    ),
    ...some(
      plan.singles.map(
        (single) =>
          `target    ${single.address} ${single.port}${single.host === undefined ? '' : ` (${cleanText(single.host, 80)})`}`,
      ),
    ),
    ...some([...new Set(plan.ranges.map((range) => `ports     ${range.ports.join(' ')}`))]),
    ...some(
      outside.map(({ target, because }) => `left out  ${cleanText(target, 60)}: ${cleanText(because, 200)}`),
    ),
  ];
  if (options.commands) {
    lines.push('', 'commands that could be sent, and no others:');
    for (const service of services) {
      for (const [name, row] of Object.entries(service.allow)) {
        if (allowsDepth(depth, row.depth))
          lines.push(`  ${`${service.name}.${name}`.padEnd(36)} ${row.depth.padEnd(7)} ${row.why}`);
      }
    }
    lines.push('', 'Nothing was sent.');
  }
  return `${lines.join('\n')}\n`;
}
