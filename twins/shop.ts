import { customer, SYNTHETIC } from './data/people.ts';
import { fakePostgres } from './fakes/postgresql.ts';
import type { FakeTable } from './fakes/table.ts';
import { seeded } from './random.ts';
import type { Twin } from './twin.ts';

const CUSTOMERS = 186_420;
const ORDERS = 1_204_377;
const FIRST_ORDER = Date.UTC(2019, 2, 1);
const LAST_ORDER = Date.UTC(2026, 4, 31);

const GOODS = [
  'kettle',
  'desk lamp',
  'rain coat',
  'garden hose',
  'tea set',
  'bicycle bell',
  'wool socks',
] as const;

const customers: FakeTable = {
  name: 'customers',
  count: () => CUSTOMERS,
  at: (index) => {
    const { card_number: _, password_hash, ...person } = customer(index);
    return { ...person, password_hash, synthetic: SYNTHETIC };
  },
  averageBytes: 330,
  created: FIRST_ORDER,
  columns: [
    { name: 'id', type: 'integer', unique: true, indexed: true, rising: true },
    { name: 'first_name', type: 'text' },
    { name: 'last_name', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'birth_date', type: 'date' },
    { name: 'street', type: 'text' },
    { name: 'city', type: 'text' },
    { name: 'password_hash', type: 'text' },
    { name: 'synthetic', type: 'text' },
  ],
};

const cards: FakeTable = {
  name: 'payment_cards',
  count: () => CUSTOMERS,
  at: (index) => {
    const { id, first_name, last_name, card_number } = customer(index);
    const random = seeded(61, index);
    return {
      customer_id: id,
      card_holder: `${first_name} ${last_name}`,
      card_number,
      expiry: `${String(1 + random.below(12)).padStart(2, '0')}/${27 + random.below(5)}`,
      synthetic: SYNTHETIC,
    };
  },
  averageBytes: 120,
  created: FIRST_ORDER,
  columns: [
    { name: 'customer_id', type: 'integer', unique: true, indexed: true, rising: true },
    { name: 'card_holder', type: 'text' },
    { name: 'card_number', type: 'text' },
    { name: 'expiry', type: 'text' },
    { name: 'synthetic', type: 'text' },
  ],
};

const orders: FakeTable = {
  name: 'orders',
  count: () => ORDERS,
  at: (index) => {
    const random = seeded(62, index);
    return {
      id: index + 1,
      customer_id: 1 + random.below(CUSTOMERS),
      placed_at: new Date(
        FIRST_ORDER + Math.floor(((LAST_ORDER - FIRST_ORDER) * index) / ORDERS),
      ).toISOString(),
      goods: random.pick(GOODS),
      total: 5 + random.below(24_000) / 100,
    };
  },
  averageBytes: 72,
  created: FIRST_ORDER,
  columns: [
    { name: 'id', type: 'integer', unique: true, indexed: true, rising: true },
    { name: 'customer_id', type: 'integer' },
    { name: 'placed_at', type: 'timestamp with time zone', indexed: true, rising: true },
    { name: 'goods', type: 'text' },
    { name: 'total', type: 'numeric' },
  ],
};

/** A web shop whose PostgreSQL trusts every address: customers, their orders, cards and password hashes. */
export const shop: Twin = {
  name: 'shop',
  title: 'a web shop with cards and password hashes',
  incident: 'no single one: PostgreSQL with `trust` for all addresses, as surveys keep finding it',
  port: 5432,
  start: ({ host, port }) =>
    fakePostgres({
      host,
      port,
      version: '13.4',
      databases: [{ name: 'webshop', tables: [customers, cards, orders] }],
      roles: ['postgres'],
    }),
};
