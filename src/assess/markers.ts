import type { Marker } from '../model/marker.ts';
import { isWiped } from './exposure.ts';
import {
  HOSTILE_REDIS_MODULES,
  KNOWN_REDIS_MODULES,
  MARKER_NAMES,
  type MarkerName,
  MEOW,
  REDIS_SETTINGS,
} from './marker-names.ts';
import { isApplicationTable, isDemand, looksLikeNote, type MarkedContainer, normal } from './note-like.ts';

export type { MarkedContainer };

export interface MarkerTrace {
  /** What the name is: an account, a setting, a module, a folder, an image. */
  readonly kind: string;
  readonly name: string;
  readonly at?: string;
  readonly method?: string;
}

export interface MarkerInput {
  readonly service: string;
  readonly containers: readonly MarkedContainer[];
  readonly traces?: readonly MarkerTrace[];
  /** Milliseconds since 1970: nobody left a mark after it. */
  readonly now: number;
}

interface Hit {
  readonly shown: string;
  readonly class: Marker['class'];
  readonly strength: Marker['strength'];
  readonly campaign: string;
  readonly method: string;
  readonly count: number;
  readonly created?: { readonly at: string; readonly method: string } | undefined;
  /** What it was found on, for the second sign. */
  readonly container?: MarkedContainer;
}

/** Rows above which even a strong ordinary-looking name is only a hint. */
const STRONG_ROWS = 100;
/** Keys of one pattern (`backup1` to `backup4`) from which it is no chance. */
const SEVERAL_KEYS = 3;
const DAY = 86_400_000;
/** Before the first of these engines was published nobody can have been in. */
const EARLIEST = Date.UTC(2009, 0, 1);
/** The timestamp that notes of 2021 to 2023 copied from the vendor's documentation. */
const COPIED_TIMESTAMP = Date.UTC(2099, 10, 15, 13, 12);

/** Engines that answer under another engine's name. */
const FAMILY: Readonly<Record<string, string>> = {
  opensearch: 'elasticsearch',
  mariadb: 'mysql',
  valkey: 'redis',
  ferretdb: 'mongodb',
  postgres: 'postgresql',
};

/** `database.collection` and `db0 key` as their parts, first the outer one. */
function partsOf(container: MarkedContainer): readonly string[] {
  const name = normal(container.name);
  if (container.kind === 'keys' || container.kind === 'slab') return [name.replace(/^db\d+ /, '')];
  if (container.kind === 'index' || container.kind === 'database') return [name];
  const dot = name.indexOf('.');
  return dot > 0
    ? [
        name.slice(0, dot),
        name.slice(dot + 1),
        ...name
          .slice(dot + 1)
          .split('.')
          .slice(1),
      ]
    : [name];
}

function matches(entry: MarkerName, part: string): boolean {
  return typeof entry.match === 'string' ? entry.match === part : entry.match.test(part);
}

function strengthOn(
  entry: MarkerName,
  engine: string,
  container: MarkedContainer,
  outer: boolean,
): Marker['strength'] {
  if (entry.strength === 'weak' || !entry.engines.some((name) => name === engine)) return 'weak';
  if (!entry.databaseOnly) return 'strong';
  return outer && (container.rows ?? 0) <= STRONG_ROWS ? 'strong' : 'weak';
}

/** The strongest known name that one container carries. */
function hitOn(container: MarkedContainer, engine: string): Hit | undefined {
  let best: Hit | undefined;
  const count = container.containers ?? 1;
  partsOf(container).forEach((part, index) => {
    const from = { count, created: container.created, container };
    if (MEOW.strong.test(part) || MEOW.weak.test(part)) {
      const strength = MEOW.strong.test(part) ? 'strong' : 'weak';
      if (best?.strength !== 'strong')
        best = {
          shown: MEOW.shown,
          class: 'wipe',
          strength,
          campaign: MEOW.campaign,
          method: 'name pattern',
          ...from,
        };
      return;
    }
    for (const entry of MARKER_NAMES) {
      if (!matches(entry, part)) continue;
      const strength = strengthOn(entry, engine, container, index === 0);
      if (best && (best.strength === 'strong' || strength === 'weak')) continue;
      const method = typeof entry.match === 'string' ? 'exact name' : 'name pattern';
      best = { shown: entry.shown, class: entry.class, strength, campaign: entry.campaign, method, ...from };
    }
  });
  return best;
}

function secondSign(hit: Hit, all: readonly Hit[], input: MarkerInput): string | undefined {
  const { container } = hit;
  if (container && isApplicationTable(container)) return undefined;
  const namesakes = all.filter((other) => other.shown === hit.shown).length;
  if ((!container || container.kind === 'keys') && namesakes >= SEVERAL_KEYS) return 'several such names';
  if (all.some((other) => other !== hit && other.strength === 'strong'))
    return 'a strong mark on the same server';
  if (!container) return undefined;
  if (looksLikeNote(container)) return 'fields of a note in few rows';
  const marked = new Set(all.map((other) => other.container));
  const others = input.containers.filter((other) => !other.internal && !marked.has(other));
  if (others.length > 0 && others.every((other) => other.rows === 0)) return 'everything else is empty';
  const alone =
    others.length === 0 && container.kind !== 'keys' && container.rows !== undefined && container.rows > 0;
  return alone ? 'nothing else is there' : undefined;
}

/** Hits on settings, modules, accounts and keys; names that a container already carries (`seen`) are not counted twice. */
function hitsOfTraces(input: MarkerInput, engine: string, seen: ReadonlySet<string>): Hit[] {
  const hits: Hit[] = [];
  for (const trace of input.traces ?? []) {
    const kind = normal(trace.kind);
    const name = normal(trace.name).replace(/^(?:dir|dbfilename)[ =:]+/, '');
    const created = trace.at === undefined ? undefined : { at: trace.at, method: trace.method ?? trace.kind };
    const add = (
      shown: string,
      strength: Marker['strength'],
      campaign: string,
      kindOfMark: Marker['class'],
      method: string,
    ) => hits.push({ shown, strength, campaign, class: kindOfMark, method, count: 1, created });
    if (engine === 'redis' && kind.includes('module')) {
      if (HOSTILE_REDIS_MODULES.has(name))
        add('module that runs commands', 'strong', 'redis module', 'implant', 'module name');
      else if (!KNOWN_REDIS_MODULES.has(name))
        add('module that no vendor ships', 'weak', 'redis module', 'implant', 'module name');
      continue;
    }
    if (engine === 'redis' && kind === 'master') {
      add('replica of another server', 'weak', 'redis module', 'implant', 'replication');
      continue;
    }
    const isSetting = engine === 'redis' && /dir|dbfilename|setting|config/.test(kind);
    const setting = isSetting ? REDIS_SETTINGS.find(({ match }) => match.test(name)) : undefined;
    if (setting) {
      add(setting.shown, setting.strength, 'redis cron', 'implant', 'setting');
      continue;
    }
    const entry = isSetting
      ? undefined
      : MARKER_NAMES.find((candidate) => matches(candidate, name.replace(/^\/+/, '')));
    if (!entry || seen.has(entry.shown)) continue;
    // An ordinary word is an ordinary name for an account.
    if (kind === 'account' && entry.strength === 'weak' && entry.class !== 'implant') continue;
    const strong = entry.strength === 'strong' && entry.engines.some((known) => known === engine);
    const what = /^[a-z -]{1,20}$/.test(kind) ? kind : 'trace';
    add(entry.shown, strong ? 'strong' : 'weak', entry.campaign, entry.class, `name of ${what}`);
  }
  return hits;
}

/** Two names that end in `-meow` are no chance: one in 26 wiper names has no digit and looks like a word when it stands alone. */
function meowTogether(hits: readonly Hit[]): readonly Hit[] {
  const meow = hits.filter(({ shown }) => shown === MEOW.shown);
  const names = meow.reduce((sum, { count }) => sum + count, 0);
  if (names < 2) return hits;
  return hits.map((hit) => (hit.shown === MEOW.shown ? { ...hit, strength: 'strong' as const } : hit));
}

/** The date, where it can be true: not before these engines were there, not in the future, not the copied one of 2099. */
export function plausibleDate(at: string, now: number): string | undefined {
  const time = Date.parse(at);
  if (
    !Number.isFinite(time) ||
    time < EARLIEST ||
    time > now + DAY ||
    Math.abs(time - COPIED_TIMESTAMP) < DAY
  )
    return undefined;
  return new Date(time).toISOString();
}

/** One marker for each name, class and strength; the earliest date of its containers is the one that bounds the visit. */
function merge(hits: readonly (Hit & { readonly sign?: string })[], now: number): Marker[] {
  const groups = new Map<string, (Hit & { readonly sign?: string })[]>();
  for (const hit of hits) {
    const key = `${hit.class}\n${hit.shown}\n${hit.strength}`;
    groups.set(key, [...(groups.get(key) ?? []), hit]);
  }
  return [...groups.values()].map((group) => {
    const first = group[0] as Hit & { readonly sign?: string };
    const dates = group
      .flatMap(({ created }) => {
        const at = created && plausibleDate(created.at, now);
        return at && created ? [{ at, method: created.method }] : [];
      })
      .sort((a, b) => a.at.localeCompare(b.at));
    const dated = dates[0];
    const parts = [first.method];
    if (first.sign) parts.push(`with ${first.sign}`);
    if (dated) parts.push(`no later than by ${dated.method}`);
    else if (group.some(({ created }) => created)) parts.push('its date cannot be true');
    return {
      class: first.class,
      name: first.shown,
      strength: first.strength,
      ...(dated ? { date: dated.at } : {}),
      method: parts.join('; '),
      count: group.reduce((sum, { count }) => sum + count, 0),
      campaign: first.campaign,
    };
  });
}

/** What earlier visitors left, and whether they left anything else. */
export interface Visitors {
  readonly markers: readonly Marker[];
  /** True where a strong mark of ransom or wipe stands, and no other container holds a row. */
  readonly wiped: boolean;
}

function hitsOfContainers(containers: readonly MarkedContainer[], engine: string): Hit[] {
  return containers.flatMap((container): Hit[] => {
    const hit = hitOn(container, engine);
    if (hit) return [hit];
    if (!isDemand(container)) return [];
    const { created } = container;
    const shown = 'fields of a ransom note';
    return [
      {
        shown,
        class: 'ransom',
        strength: 'weak',
        campaign: 'unknown',
        method: 'field names',
        count: 1,
        created,
        container,
      },
    ];
  });
}

/**
 * Traces of earlier visitors, by name. A strong name stands by itself; a weak one is reported only beside a second sign
 * (fields of a note in few rows, a strong mark on the same server, everything else empty) and stays a hint. Strong marks come first.
 */
export function findVisitors(input: MarkerInput): Visitors {
  const engine = FAMILY[input.service] ?? input.service;
  const containers = input.containers.filter((container) => !container.internal);
  const named = hitsOfContainers(containers, engine);
  const traces = hitsOfTraces(input, engine, new Set(named.map(({ shown }) => shown)));
  const hits = meowTogether([...named, ...traces]);
  const kept = hits.flatMap((hit) => {
    if (hit.strength === 'strong') return [hit];
    const sign = secondSign(hit, hits, input);
    return sign === undefined ? [] : [{ ...hit, sign }];
  });
  const markers = merge(kept, input.now).sort((a, b) =>
    a.strength === b.strength ? a.name.localeCompare(b.name) : a.strength === 'strong' ? -1 : 1,
  );
  const marked = new Set(kept.map(({ container }) => container));
  return {
    markers,
    wiped: isWiped(
      markers,
      containers.filter((container) => !marked.has(container)),
    ),
  };
}

/** The markers alone. */
export function findMarkers(input: MarkerInput): readonly Marker[] {
  return findVisitors(input).markers;
}
