import { describe, expect, it } from 'vitest';
import { serverVersion } from './server-version.ts';

describe('a version as a server said it', () => {
  it.each([
    ['8.0.36-0ubuntu0.22.04.1', '8.0.36-0ubuntu0.22.04.1'],
    ['10.11.6-MariaDB-1:10.11.6+maria~deb12', '10.11.6-MariaDB-1:10.11.6+maria~deb12'],
    ['16.2 (Debian 16.2-1.pgdg120+2)', '16.2'],
    ['v7.0.5', '7.0.5'],
    ['df-v1.15.0', '1.15.0'],
    ['24.3.1.2672', '24.3.1.2672'],
    [' 1.6.18\r\n', '1.6.18'],
  ])('%j is %j', (said, read) => expect(serverVersion(said)).toBe(read));

  it.each([[undefined], [''], ['mcrouter mcrouter'], ['unknown'], ['<b>hello</b>'], ['\u001b[31m']])(
    '%j is none',
    (said) => expect(serverVersion(said)).toBeUndefined(),
  );

  it('keeps nothing that could end a line or a colour, and no more than 64 characters', () => {
    expect(serverVersion('7.0\u001b[2J')).toBe('7.02J');
    expect(serverVersion(`7.${'1'.repeat(1_000)}`)).toHaveLength(64);
  });
});
