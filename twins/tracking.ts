import { ObjectId } from 'bson';
import { personKey, SYNTHETIC, trackedPerson } from './data/people.ts';
import { fakeMongo } from './fakes/mongodb.ts';
import { seeded } from './random.ts';
import type { Twin } from './twin.ts';

const PERSONS = 2_565_724;
/** 6.7 million points in 24 hours. */
const POINTS_A_SECOND = 6_700_000 / 86_400;
const KEPT_SECONDS = 7.6 * 86_400;
const TRACKERS = 9_012;
const MARK_AGE_SECONDS = 81 * 86_400;

const PLACES = [
  'mosque',
  'hotel',
  'police station',
  'internet cafe',
  'railway station',
  'hospital',
  'middle school',
  'checkpoint',
  'bazaar',
  'residential gate',
  'restaurant',
  'bank',
] as const;

function idAt(seconds: number, counter: number): ObjectId {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(Math.floor(seconds) >>> 0, 0);
  bytes.writeUInt32BE(0x0fa1_2000, 4);
  bytes.writeUInt32BE(counter >>> 0, 8);
  return new ObjectId(bytes);
}

function tracker(index: number): {
  _id: ObjectId;
  trackerId: string;
  name: string;
  location: unknown;
  online: boolean;
} {
  const random = seeded(3, index);
  return {
    _id: idAt(1_530_000_000 + index, index),
    trackerId: `T${String(index).padStart(5, '0')}`,
    name: `${random.pick(PLACES)} ${1 + random.below(40)}`,
    location: { type: 'Point', coordinates: [87.4 + random.next() * 0.4, 43.7 + random.next() * 0.3] },
    online: random.next() < 0.95,
  };
}

/** SenseNets, February 2019: an open MongoDB with a person table, a live stream of their positions, and a ransom note inside. */
export const tracking: Twin = {
  name: 'tracking',
  title: 'live tracking of 2.6 million people',
  incident: 'SenseNets, February 2019 (EFF, March 2019)',
  port: 27017,
  async start({ host, port }) {
    const started = Date.now() / 1000;
    const since = started - KEPT_SECONDS;
    const count = (): number => Math.floor((Date.now() / 1000 - since) * POINTS_A_SECOND);
    const persons = {
      name: 'persons',
      count: () => PERSONS,
      averageBytes: 420,
      at: (index: number) => ({ _id: idAt(1_530_300_000 + index * 6, index), ...trackedPerson(index) }),
      indexes: [{ key: { personId: 1 }, name: 'personId_1', unique: true }],
    };
    const sightings = {
      name: 'sightings',
      count,
      averageBytes: 190,
      at: (index: number) => {
        const random = seeded(4, index);
        const seconds = since + index / POINTS_A_SECOND;
        const place = tracker(random.below(TRACKERS));
        return {
          _id: idAt(seconds, index),
          personId: personKey(random.below(PERSONS)),
          trackerId: place.trackerId,
          lng: 87.4 + random.next() * 0.4,
          lat: 43.7 + random.next() * 0.3,
          captureTime: new Date(Math.floor(seconds * 1000)),
          similarity: 0.8 + random.next() * 0.2,
          synthetic: SYNTHETIC,
        };
      },
      indexes: [{ key: { captureTime: 1 }, name: 'captureTime_1' }],
    };
    const trackers = {
      name: 'trackers',
      count: () => TRACKERS,
      averageBytes: 160,
      at: tracker,
      indexes: [{ key: { location: '2dsphere' }, name: 'location_2dsphere' }],
    };
    const note = {
      name: 'README',
      count: () => 1,
      averageBytes: 300,
      at: () => ({
        _id: idAt(started - MARK_AGE_SECONDS, 1),
        content: 'synthetic ransom note: this twin was never held to ransom',
      }),
    };
    return fakeMongo({
      host,
      port,
      version: '4.4.6',
      databases: [
        { name: 'facedb', collections: [persons, sightings, trackers] },
        { name: 'READ__ME_TO_RECOVER_YOUR_DATA', collections: [note] },
      ],
    });
  },
};
