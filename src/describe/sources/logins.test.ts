import { expect, test } from 'vitest';
import { describeFiles } from './describe-files.ts';

const signal = new AbortController().signal;

async function* of(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** By field the types that are said with some confidence; and how many records there are. */
async function read(text: string) {
  const result = await describeFiles([{ kind: 'stream', bytes: of(text), shown: 'it' }], { signal });
  const set = result.datasets[0];
  const types = Object.fromEntries(
    (set?.fields ?? []).map((field) => [
      field.path,
      field.types.filter((one) => one.confidence >= 0.6).map((one) => one.id),
    ]),
  );
  return { types, n: set?.n, complete: result.complete, said: JSON.stringify(result) };
}

const WORDS = [
  'dragon',
  'Summer',
  'monkey',
  'liverpool',
  'Qwert',
  'sunshine',
  'letmein',
  'schalke',
  'Anna',
  'zxc',
];
/** As people choose them: half a word with a number, some words, some numbers, few with signs. */
const password = (i: number): string => {
  const word = WORDS[(i * 7) % WORDS.length] as string;
  if (i % 9 === 0) return String(100000 + ((i * 7919) % 900000));
  if (i % 7 === 0) return word + WORDS[i % 10];
  if (i % 5 === 0) return `${word}!${(i * 31) % 1000}`;
  return `${word}${(i * 37) % 2010}`;
};
const mail = (i: number): string =>
  `${['kim', 'sasha', 'lee'][i % 3]}.${(i * 101) % 997}@mail${i % 4}.example`;
const user = (i: number): string => `${['kim', 'Sasha', 'lee', 'darkwolf'][i % 4]}${(i * 101) % 997}`;
const hex = (i: number, length: number): string =>
  Array.from({ length }, (_one, k) =>
    ((i * 2654435761 + k * 40503 * (i + 3)) >>> (k % 13)).toString(16).at(-1),
  ).join('');
const lines = (make: (i: number) => string, count = 200): string =>
  `${Array.from({ length: count }, (_one, i) => make(i)).join('\n')}\n`;

test.each([
  ['mail:password', (i: number) => `${mail(i)}:${password(i)}`],
  ['mail;password', (i: number) => `${mail(i)};${password(i)}`],
  ['mail|password', (i: number) => `${mail(i)}|${password(i)}`],
  ['mail,password', (i: number) => `${mail(i)},${password(i)}`],
  ['mail tab password', (i: number) => `${mail(i)}\t${password(i)}`],
  ['quoted', (i: number) => `"${mail(i)}","${password(i)}"`],
  ['passwords with separators and quotes', (i: number) => `${mail(i)}:${i % 11 ? password(i) : `"a:${i}`}`],
])('%s without a heading', async (_title, make) => {
  const { types, n, complete } = await read(lines(make));
  expect(n).toBe(200);
  expect(complete).toBe(true);
  expect(types.column1).toContain('contact.email');
  expect(types.column2).toEqual(['credential.password']);
});

test.each([
  ['md5', 32, 'credential.hash.md5'],
  ['sha1', 40, 'credential.hash.sha1'],
  ['sha256', 64, 'credential.hash.sha256'],
])('mail|hash and user:hash:salt, %s', async (_title, length, id) => {
  const mails = await read(lines((i) => `${mail(i)}|${hex(i, length)}`));
  expect(mails.types.column2).toEqual([id]);
  const users = await read(lines((i) => `${user(i)}:${hex(i, length)}:${hex(i + 7, 6)}`));
  expect(users.types.column2).toEqual([id]);
  expect(users.types.column3).toEqual(['credential.salt']);
  const csv = await read(lines((i) => `${i + 1},${mail(i)},${hex(i, length)}`));
  expect(csv.types.column3).toEqual([id]);
});

test.each([
  ['address first', (i: number) => `https://shop${i % 9}.example/login:${user(i)}:${password(i)}`],
  ['with a port', (i: number) => `https://shop${i % 9}.example:8443/login:${mail(i)}:${password(i)}`],
  ['of an app', (i: number) => `android://${hex(i, 20)}==@com.shop.app/:${mail(i)}:${password(i)}`],
  ['bars', (i: number) => `https://shop${i % 9}.example/login|${mail(i)}|${password(i)}`],
  ['no scheme', (i: number) => `shop${i % 9}.example/login:${user(i)}:${password(i)}`],
  ['address last', (i: number) => `${mail(i)}:${password(i)}:https://shop${i % 9}.example/login`],
])('url:user:password, %s', async (_title, make) => {
  const { types, n } = await read(lines(make));
  expect(n).toBe(200);
  expect(types.column3).toEqual(['credential.password']);
});

test('user:password, and hash:password as programs that guess write it', async () => {
  expect((await read(lines((i) => `${user(i)}:${password(i)}`))).types.column2).toEqual([
    'credential.password',
  ]);
  const cracked = await read(lines((i) => `${hex(i, 32)}:${password(i)}`));
  expect(cracked.types.column1).toEqual(['credential.hash.md5']);
  expect(cracked.types.column2).toEqual(['credential.password']);
});

const block = (url: string, login: string, secret: string, rule: string) => (i: number) =>
  `${url}: https://shop${i % 9}.example/login\n${login}: ${i % 4 ? mail(i) : user(i)}\n${secret}: ${password(i)}\n${rule}`;

test.each([
  ['ruled', block('URL', 'Username', 'Password', 'Application: Chrome (Default)\n===============')],
  ['parted by blank lines', block('URL', 'Login', 'Pass', '')],
  ['not parted at all', block('Host', 'User', 'Password', 'Storage: Firefox')],
  ['in capitals', block('URL', 'USER', 'PASS', '-----------------')],
])('blocks of keys and values, %s', async (_title, make) => {
  const { types, n } = await read(lines(make, 60));
  expect(n).toBe(60);
  const key = Object.keys(types).find((one) => /^pass/i.test(one)) as string;
  expect(types[key]).toEqual(['credential.password']);
});

test('entries of a directory and cards of contacts', async () => {
  const ldif = await read(
    lines((i) => `dn: uid=u${i},dc=x\ncn: A B\nmail: ${mail(i)}\nuserPassword:: e1NTSEF9${hex(i, 30)}\n`, 30),
  );
  expect(ldif.n).toBe(30);
  expect(ldif.types.mail).toContain('contact.email');
  expect(ldif.types.userPassword).toContain('credential.password');
  const cards = await read(
    lines((i) => `BEGIN:VCARD\nVERSION:3.0\nFN:A B\nEMAIL;TYPE=HOME:${mail(i)}\nEND:VCARD`, 30),
  );
  expect(cards.n).toBe(30);
  expect(cards.types.EMAIL).toContain('contact.email');
});

test('what programs log with a word and a colon in front stays lines', async () => {
  const log = await read(lines((i) => `${['INFO', 'WARNING', 'DEBUG'][(i * 7) % 3]}: unit ${i} is ready`));
  expect(Object.keys(log.types)).toEqual(['line']);
});

test('columns with short names for passwords', async () => {
  for (const name of ['pass', 'pw', 'pwd']) {
    const { types } = await read(`mail,${name}\n${lines((i) => `${mail(i)},${password(i)}`)}`);
    expect(types[name]).toEqual(['credential.password']);
    const { types: marks } = await read(
      `mail,${name}\n${lines((i) => `${mail(i)},${['yes', 'no'][i % 2]}`)}`,
    );
    if (name === 'pass') expect(marks[name]).toEqual([]);
  }
});

test('cookie files by their seven columns', async () => {
  const { types, n } = await read(
    `# Netscape HTTP Cookie File\n${lines((i) => `${i % 2 ? '' : '#HttpOnly_'}.shop${i}.example\tTRUE\t/\tTRUE\t17${10000000 + i}\tsid\t${hex(i, 26)}`, 30)}`,
  );
  expect(n).toBe(30);
  expect(types.value).toEqual(['credential.session']);
});

test('shadow and pwdump', async () => {
  const shadow = await read(
    lines((i) => `${user(i).toLowerCase()}:$6$${hex(i, 8)}$${hex(i, 86)}:19000:0:99999:7:::`, 10),
  );
  expect(shadow.types['password hash']).toEqual(['credential.hash.crypt']);
  const pwdump = await read(lines((i) => `${user(i)}:${1000 + i}:${hex(i, 32)}:${hex(i + 1, 32)}:::`, 10));
  expect(pwdump.types['ntlm hash']).toEqual(['credential.hash.md5']);
});

test.each([
  ['subscribers with names', (i: number) => `${mail(i)},${['Kim', 'Sasha', 'Lee'][i % 3]}`],
  ['subscribers with dates', (i: number) => `${mail(i)};2024-0${(i % 9) + 1}-1${i % 10}`],
  ['subscribers with numbers of customers', (i: number) => `${mail(i)},K${100000 + ((i * 7919) % 90000)}`],
  ['hosts and ports', (i: number) => `node${i}.example:${8000 + i}`],
  ['images and versions', (i: number) => `nginx${i}:1.${i}.3-alpine`],
  ['settings', (i: number) => `max_${i}_size:${i}mb`],
  ['words and meanings', (i: number) => `${WORDS[i % 10]}${i}: a thing of ${i} parts`],
  ['file sums', (i: number) => `file${i}.tar.gz:${hex(i, 64)}`],
  ['times', (i: number) => `${i % 24}:${10 + (i % 50)}:${10 + (i % 40)} started unit${i}`],
])('no passwords: %s', async (_title, make) => {
  const { said } = await read(lines(make));
  expect(said).not.toContain('credential.');
});
