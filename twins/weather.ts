import { fakeElasticsearch } from './fakes/elasticsearch.ts';
import type { FakeTable } from './fakes/table.ts';
import { seeded } from './random.ts';
import type { Twin } from './twin.ts';

const READINGS = 412_000;
const EVERY_MS = 300_000;

function readings(until: number): FakeTable {
  const from = Math.floor(until / EVERY_MS) * EVERY_MS - READINGS * EVERY_MS;
  return {
    name: 'weather-readings',
    count: () => READINGS,
    at: (index) => {
      const random = seeded(31, index);
      return {
        measured_at: new Date(from + index * EVERY_MS).toISOString(),
        temperature: Math.round((8 + 12 * Math.sin(index / 40_000) + random.next() * 6) * 10) / 10,
        humidity: 30 + random.below(65),
        pressure: 985 + random.below(45),
        wind_speed: Math.round(random.next() * 140) / 10,
        rain_mm: random.next() < 0.85 ? 0 : Math.round(random.next() * 40) / 10,
      };
    },
    averageBytes: 110,
    created: from,
    columns: [
      { name: 'measured_at', type: 'date', rising: true },
      { name: 'temperature', type: 'float' },
      { name: 'humidity', type: 'integer' },
      { name: 'pressure', type: 'integer' },
      { name: 'wind_speed', type: 'float' },
      { name: 'rain_mm', type: 'float' },
    ],
  };
}

/** An open server without a person in it: readings of one weather station. */
export const weather: Twin = {
  name: 'weather',
  title: 'readings of a weather station, nobody in it',
  incident: 'none: an innocent neighbour',
  port: 9200,
  start: ({ host, port }) =>
    fakeElasticsearch({
      host,
      port,
      version: '2.11.1',
      distribution: 'opensearch',
      clusterName: 'twin-weather',
      indices: [readings(Date.now())],
    }),
};
