import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { SidelightError } from '../kit/errors.ts';
import { secretFile, type StatePaths } from '../kit/files.ts';
import { openStore, type Store } from './store.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const SHORTEST_KEY = 16;

/** The key of the embedded store: SIDELIGHT_STORE_KEY, or a key file of the state directory that is made on first use. */
export function storeKey(paths: StatePaths, env: Environment): string {
  const given = env['SIDELIGHT_STORE_KEY'];
  if (given !== undefined && given !== '') {
    if (given.length < SHORTEST_KEY) {
      throw new SidelightError(
        'STORE_KEY',
        `SIDELIGHT_STORE_KEY has ${given.length} characters; expected at least ${SHORTEST_KEY}`,
        'Make one with: openssl rand -hex 32',
      );
    }
    return given;
  }
  if (existsSync(paths.store) && !existsSync(paths.storeKey)) {
    throw new SidelightError(
      'STORE_KEY',
      `there is a store (${paths.store}), and no key for it: expected SIDELIGHT_STORE_KEY or ${paths.storeKey}`,
      'Give the key that it was made with.',
    );
  }
  const key = secretFile(paths.storeKey, () => `${randomBytes(32).toString('hex')}\n`).trim();
  if (key.length < SHORTEST_KEY) {
    throw new SidelightError(
      'STORE_KEY',
      `the key file holds ${key.length} characters; expected at least ${SHORTEST_KEY} (${paths.storeKey})`,
      'Restore it from a backup.',
    );
  }
  return key;
}

/** The store of a state directory: PostgreSQL where SIDELIGHT_STORE_URL names one, the encrypted file otherwise. */
export async function openHomeStore(paths: StatePaths, env: Environment): Promise<Store> {
  const url = env['SIDELIGHT_STORE_URL'];
  if (url !== undefined && url !== '') {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw new SidelightError(
        'CONFIG',
        'SIDELIGHT_STORE_URL should begin with postgres://',
        'Unset it to use the embedded store.',
      );
    }
    return openStore({ url });
  }
  return openStore({ path: paths.store, key: storeKey(paths, env) });
}
