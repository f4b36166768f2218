import { randomText, SYNTHETIC } from './data/people.ts';
import { fakeClickhouse } from './fakes/clickhouse.ts';
import { stamp } from './fakes/sql-evaluate.ts';
import type { FakeTable, Row } from './fakes/table.ts';
import { type Random, seeded } from './random.ts';
import type { Twin } from './twin.ts';

/** "More than a million" lines were published; they began 23 days before the find. */
const LINES = 1_048_112;
const DAYS = 23;
const SPEAKERS = 41_300;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE62 = `${DIGITS}${LETTERS}${LETTERS.toUpperCase()}`;

const ASKED = [
  'please rewrite this letter to my landlord so that it sounds polite',
  'what does it mean when my blood pressure is always high in the morning',
  'translate the following message to my sister into Spanish for me',
  'write a function that merges two sorted lists and explain every step',
  'i have an interview tomorrow and i am very nervous, what should i say',
  'summarise this contract in plain words and tell me what is unusual',
  'help me to plan a week of meals for two people without any nuts',
] as const;
const SERVICES = ['gateway', 'chat-api', 'scheduler', 'billing', 'embedding'] as const;

/** Put together at run time: no key stands in this file, and none of them was ever issued. */
function keyOf(random: Random): string {
  const dash = '-';
  const mark = Buffer.from('OpenAI').toString('base64');
  return random.next() < 0.6
    ? ['sk', 'proj', randomText(random, BASE62, 24) + mark + randomText(random, BASE62, 24)].join(dash)
    : ['sk', 'ant', 'api03', `${randomText(random, BASE62, 90)}AA`].join(dash);
}

function messageOf(random: Random): { readonly span: string; readonly message: string } {
  const turn = random.next();
  const asked = random.pick(ASKED);
  if (turn < 0.62) return { span: 'chat_completion', message: `user: ${asked}` };
  if (turn < 0.8)
    return {
      span: 'upstream_request',
      message: `POST /v1/completions authorization: Bearer ${keyOf(random)} status=200`,
    };
  return { span: 'http_request', message: `GET /health status=200 took ${1 + random.below(90)} ms` };
}

function address(random: Random): string {
  return `198.51.100.${1 + random.below(254)}`;
}

function logStream(until: number): FakeTable {
  const from = until - DAYS * 86_400_000;
  const step = (until - from) / LINES;
  return {
    name: 'log_stream',
    count: () => LINES,
    at: (index): Row => {
      const random = seeded(51, index);
      const { span, message } = messageOf(random);
      return {
        timestamp: stamp(from + index * step),
        level: random.next() < 0.93 ? 'info' : 'warn',
        service: random.pick(SERVICES),
        span_name: span,
        session_id: `chat-${String(random.below(SPEAKERS)).padStart(7, '0')}`,
        client_ip: address(random),
        message,
        synthetic: SYNTHETIC,
      };
    },
    averageBytes: 310,
    created: from,
    columns: [
      { name: 'timestamp', type: 'DateTime', rising: true, indexed: true },
      { name: 'level', type: 'LowCardinality(String)' },
      { name: 'service', type: 'LowCardinality(String)' },
      { name: 'span_name', type: 'LowCardinality(String)' },
      { name: 'session_id', type: 'String', distinct: SPEAKERS },
      { name: 'client_ip', type: 'String' },
      { name: 'message', type: 'String' },
      { name: 'synthetic', type: 'LowCardinality(String)' },
    ],
  };
}

/** DeepSeek, January 2025: an open ClickHouse with the chats of users and the keys of services in its log. */
export const chatLog: Twin = {
  name: 'chat-log',
  title: 'chats and keys in an open log',
  incident: 'DeepSeek, January 2025 (more than a million log lines)',
  port: 8123,
  start: ({ host, port }) =>
    fakeClickhouse({
      host,
      port,
      version: '24.8.4.13',
      databases: [{ name: 'default', tables: [logStream(Math.floor(Date.now() / 60_000) * 60_000)] }],
    }),
};
