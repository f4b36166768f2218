import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLineService as service } from '../../test/kit/line-service.ts';
import type { Grant } from '../model/scope.ts';
import { guard, sameRequest } from './guard.ts';

const grant: Grant = { entry: 'L1', depth: 'sample', relation: 'own', accounts: ['root'] };

describe('guard', () => {
  test('sends what the table lists, byte for byte', () => {
    const outcome = guard(service, 'hello', {}, grant);
    expect(outcome.ok && outcome.value.bytes.toString()).toBe('HELLO\n');
  });

  test.each(['flushall', 'toString', '__proto__', 'constructor', ''])(
    'refuses the unknown command %j',
    (name) => {
      expect(guard(service, name, {}, grant)).toMatchObject({ ok: false, why: 'denied-by-guard' });
    },
  );

  test('refuses a second command smuggled through a hole that lets everything pass', () => {
    expect(guard(service, 'echo', { word: 'a\nFLUSHALL' }, grant)).toMatchObject({
      ok: false,
      why: 'denied-by-guard',
    });
    expect(guard(service, 'echo', { word: 'a' }, grant).ok).toBe(true);
  });

  test('whatever fills a hole, the bytes are one request that says what was filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        const outcome = guard(service, 'echo', { word }, grant);
        if (outcome.ok) expect(outcome.value.bytes.toString('utf8')).toBe(`ECHO ${word}\n`);
        else expect(outcome.why).toBe('denied-by-guard');
        expect(outcome.ok).toBe(!word.includes('\n') && Buffer.from(word).toString() === word);
      }),
    );
  });

  test('refuses a missing hole and one of the wrong kind', () => {
    expect(guard(service, 'echo', {}, grant).ok).toBe(false);
    expect(guard(service, 'echo', { word: 7 }, grant).ok).toBe(false);
  });

  test('refuses a command beyond the granted depth', () => {
    expect(guard(service, 'echo', { word: 'a' }, { ...grant, depth: 'touch' })).toMatchObject({ ok: false });
    expect(guard(service, 'hello', {}, { ...grant, depth: 'passive' })).toMatchObject({ ok: false });
  });

  test('sends an account only where the scope lists it for an own network', () => {
    expect(guard(service, 'login', { account: 'root' }, grant).ok).toBe(true);
    expect(guard(service, 'login', { account: 'admin' }, grant).ok).toBe(false);
    expect(guard(service, 'login', { account: 'root' }, { ...grant, relation: 'constituency' }).ok).toBe(
      false,
    );
  });
});

test('requests differ where keys come in another order', () => {
  expect(sameRequest({ find: 'a', limit: 1 }, { limit: 1, find: 'a' })).toBe(false);
  expect(sameRequest({ find: ['a', { b: 1n }] }, { find: ['a', { b: 1n }] })).toBe(true);
  expect(sameRequest([1], { 0: 1 })).toBe(false);
  expect(sameRequest(Buffer.from('a'), Buffer.from('a'))).toBe(true);
  expect(sameRequest(0, -0)).toBe(false);
});
