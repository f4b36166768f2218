import { ObjectId as StoredId } from 'bson';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningFake } from './fake.ts';
import { fakeMongo } from './mongodb.ts';

const first = 1_700_000_000;
let fake: RunningFake;
let locked: RunningFake;
let client: MongoClient;

beforeAll(async () => {
  const databases = [
    {
      name: 'shop',
      collections: [
        {
          name: 'orders',
          count: () => 5_000,
          averageBytes: 100,
          at: (index: number) => ({
            _id: StoredId.createFromTime(first + index),
            number: index,
            tags: ['a', { b: index }],
          }),
          indexes: [{ key: { number: 1 }, name: 'number_1', unique: true }],
        },
      ],
    },
  ];
  fake = await fakeMongo({ host: '127.0.0.1', port: 0, version: '7.0.14', databases });
  locked = await fakeMongo({ host: '127.0.0.1', port: 0, version: '7.0.14', databases, locked: true });
  client = await MongoClient.connect(`mongodb://127.0.0.1:${fake.endpoint.port}/`, {
    directConnection: true,
  });
});

afterAll(async () => {
  await client.close();
  await fake.close();
  await locked.close();
});

describe('the official driver against the fake MongoDB', () => {
  test('lists databases, collections and indexes', async () => {
    const { databases } = await client.db().admin().listDatabases();
    expect(databases.map((database) => database.name)).toEqual(['shop']);
    expect((await client.db('shop').listCollections().toArray()).map((one) => one.name)).toEqual(['orders']);
    expect(await client.db('shop').collection('orders').indexes()).toMatchObject([
      { name: '_id_' },
      { name: 'number_1', unique: true },
    ]);
    expect((await client.db().admin().buildInfo())['version']).toBe('7.0.14');
  });

  test('counts, finds in order and by bounds', async () => {
    const orders = client.db('shop').collection('orders');
    expect(await orders.estimatedDocumentCount()).toBe(5_000);
    const newest = await orders.find({}).sort({ _id: -1 }).limit(1).toArray();
    expect(newest[0]).toMatchObject({ number: 4_999, tags: ['a', { b: 4_999 }] });
    const slice = await orders
      .find({
        _id: { $gte: ObjectId.createFromTime(first + 100), $lt: ObjectId.createFromTime(first + 110) },
      })
      .sort({ _id: 1 })
      .toArray();
    expect(slice.map((document) => document['number'])).toEqual([
      100, 101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
    const only = await orders
      .find({}, { projection: { _id: 1 } })
      .skip(7)
      .limit(2)
      .toArray();
    expect(only.map((document) => Object.keys(document))).toEqual([['_id'], ['_id']]);
  });

  test('refuses what would write', async () => {
    await expect(client.db('shop').collection('orders').insertOne({ a: 1 })).rejects.toThrow(
      /no such command/,
    );
    await expect(client.db('shop').dropDatabase()).rejects.toThrow(/no such command/);
  });

  test('a locked one greets and refuses every read with code 13', async () => {
    const other = await MongoClient.connect(`mongodb://127.0.0.1:${locked.endpoint.port}/`, {
      directConnection: true,
    });
    try {
      await expect(other.db().admin().listDatabases()).rejects.toMatchObject({
        code: 13,
        codeName: 'Unauthorized',
      });
      await expect(other.db('shop').collection('orders').findOne()).rejects.toMatchObject({ code: 13 });
    } finally {
      await other.close();
    }
  });
});
