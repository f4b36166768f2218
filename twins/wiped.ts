import { randomText } from './data/people.ts';
import { fakeElasticsearch } from './fakes/elasticsearch.ts';
import type { FakeTable } from './fakes/table.ts';
import { seeded } from './random.ts';
import type { Twin } from './twin.ts';

const WIPED = 10;
const WIPED_AT = Date.UTC(2020, 6, 22, 4, 11, 30);
const NOTE_AT = Date.UTC(2020, 4, 9, 17, 40);

/** The attack named its indices with ten random characters, here always with a digit among them. */
function mark(at: number): FakeTable {
  const random = seeded(21, at);
  const name = `${randomText(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 9)}${random.below(10)}-meow`;
  return { name, count: () => 0, at: () => ({}), averageBytes: 0, columns: [], created: WIPED_AT + at * 400 };
}

const note: FakeTable = {
  name: 'read_me',
  count: () => 1,
  at: () => ({ message: 'synthetic ransom note: this twin was never held to ransom', synthetic: true }),
  averageBytes: 640,
  created: NOTE_AT,
  columns: [
    { name: 'message', type: 'text' },
    { name: 'synthetic', type: 'boolean' },
  ],
};

/** What the "meow" attack of July 2020 left of a search cluster: empty indices with a mark, and nothing else. */
export const wiped: Twin = {
  name: 'wiped',
  title: 'a search cluster that was wiped',
  incident: 'the "meow" attack, July 2020 (UFO VPN was one of many)',
  port: 9200,
  start: ({ host, port }) =>
    fakeElasticsearch({
      host,
      port,
      version: '7.6.2',
      clusterName: 'twin-wiped',
      indices: Array.from({ length: WIPED }, (_, at) => mark(at)),
    }),
};

/** The other hand: everything deleted but a note that asks for money. */
export const wipedNote: Twin = {
  name: 'wiped-note',
  title: 'a search cluster with nothing left but a demand',
  incident: 'ransom notes in open Elasticsearch, 2017 to 2022',
  port: 9200,
  start: ({ host, port }) =>
    fakeElasticsearch({ host, port, version: '6.8.2', clusterName: 'twin-wiped-note', indices: [note] }),
};
