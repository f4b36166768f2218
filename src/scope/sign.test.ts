import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOOD_SCOPE, NOW } from './fixtures.ts';
import { readScope } from './parse.ts';
import {
  checkSignature,
  keyFingerprint,
  signText,
  signatureOf,
  signingKey,
  withoutSignature,
} from './sign.ts';

const { privateKey } = generateKeyPairSync('ed25519');

describe('a signature', () => {
  const signed = signText(GOOD_SCOPE, privateKey);

  it('holds, by our own check and by the plain one of node:crypto', () => {
    expect(checkSignature(signed)).toMatchObject({ ok: true, fingerprint: keyFingerprint(privateKey) });
    const [, , base64] = (signatureOf(signed) ?? '').split(':');
    const body = Buffer.from(withoutSignature(signed));
    expect(verify(null, body, createPublicKey(privateKey), Buffer.from(base64 ?? '', 'base64'))).toBe(true);
    expect(body.toString()).toBe(GOOD_SCOPE);
    expect(readScope(signed, NOW)).toMatchObject({ problems: [], scope: { signature: signatureOf(signed) } });
  });

  it('holds for any text, is replaced by a second one, and may stand anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a: 1', '# c', '', '  signature: x', 'é: ü', 'b: "\\n"'), { maxLength: 6 }),
        fc.boolean(),
        (lines, crlf) => {
          const text = lines.join(crlf ? '\r\n' : '\n');
          const once = signText(text, privateKey);
          expect(checkSignature(once).ok).toBe(true);
          expect(signText(once, privateKey)).toBe(once);
          const [last, ...rest] = once.trimEnd().split('\n').reverse();
          expect(checkSignature([last, ...rest.reverse(), ''].join('\n')).ok).toBe(true);
        },
      ),
    );
  });

  it('fails with any byte changed', () => {
    const bytes = Buffer.from(signed);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(checkSignature(changed.toString('utf8')).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('fails with a line added, and where a second signature line stands', () => {
    expect(checkSignature(`${signed}# more\n`).ok).toBe(false);
    expect(checkSignature(`${signed}${signed.split('\n').at(-2)}\n`).ok).toBe(false);
    expect(checkSignature(GOOD_SCOPE).ok).toBe(false);
  });

  it('of another spelling does not count as none', () => {
    const line = signed.split('\n').at(-2) ?? '';
    for (const other of [
      line.replace('signature:', '"signature":'),
      line.replace(/: (.*)/, ': "$1"'),
      `${line} # by Jane`,
      `${line}=`,
    ])
      expect(
        readScope(signed.replace(line, other), NOW).problems.map((problem) => problem.code),
        other,
      ).toEqual(['SCOPE_SIGNATURE']);
  });
});

describe('a signing key', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidelight-sign-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner alone', () => {
    const path = join(folder, 'keys', 'scope.pem');
    expect(() => signingKey(path, false)).toThrow(/cannot be read/);
    const first = signingKey(path, true);
    expect(first.made).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    const second = signingKey(path, true);
    expect(second.made).toBe(false);
    expect(keyFingerprint(second.key)).toBe(keyFingerprint(first.key));
    expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  it('of another kind is refused', () => {
    const path = join(folder, 'ec.pem');
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(path, other.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    expect(() => signingKey(path, true)).toThrow(/no Ed25519 private key/);
    writeFileSync(path, 'hello');
    expect(() => signingKey(path, true)).toThrow(/no Ed25519 private key/);
  });
});
