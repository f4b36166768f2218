import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { accountIds } from './process.ts';

/** A key and a certificate for two days, signed by itself, in that directory. Needs `openssl`. */
export function selfSigned(
  directory: string,
  user?: string,
): { readonly key: string; readonly certificate: string } {
  const key = join(directory, 'server.key');
  const certificate = join(directory, 'server.crt');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      '2',
      '-subj',
      '/O=Example Energy AG/CN=db.example.org',
    ],
    { stdio: 'pipe' },
  );
  const ids = user === undefined ? undefined : accountIds(user);
  if (ids) for (const path of [key, certificate]) chownSync(path, ids.uid, ids.gid);
  return { key, certificate };
}
