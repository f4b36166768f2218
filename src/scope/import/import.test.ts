import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatRange } from '../../kit/ip.ts';
import { type ImportReport, type ImportedTarget, openTargetList, readTargetList } from './read.ts';

/** The bytes in pieces of the given size, as a stream would bring them. */
async function* pieces(content: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  content: string | Uint8Array,
  size = 1 << 16,
): Promise<{ readonly found: readonly string[]; readonly report: ImportReport }> {
  const list = readTargetList(pieces(content, size), 'list.txt');
  const found: string[] = [];
  for await (const target of list.targets) found.push(show(target));
  return { found, report: list.report };
}

function show(target: ImportedTarget): string {
  const what =
    target.kind === 'address'
      ? target.address
      : target.kind === 'range'
        ? formatRange(target.range)
        : target.host;
  return target.port === undefined ? what : `${what} ${target.port}`;
}

const NMAP_XML = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/bin/../share/nmap/nmap.xsl" type="text/xsl"?>
<!-- Nmap 7.93 scan initiated as: nmap -oX scan.xml 192.0.2.0/24 <host> -->
<nmaprun scanner="nmap" args="nmap -oX scan.xml 192.0.2.0/24" start="1790000000" version="7.93" xmloutputversion="1.05">
<scaninfo type="connect" protocol="tcp" numservices="4" services="22,6379,9200,27017"/>
<host starttime="1790000001" endtime="1790000002"><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="192.0.2.7" addrtype="ipv4"/>
<address addr="00:00:5E:00:53:01" addrtype="mac" vendor="A &amp; B"/>
<hostnames><hostname name="db.example.org" type="PTR"/></hostnames>
<ports><extraports state="closed" count="1"/>
<port protocol="tcp" portid="27017"><state state="open" reason="syn-ack" reason_ttl="0"/><service name="mongod" method="table" conf="3"/><script id="x" output="a &gt; b > c &#xa; &lt;port portid=&quot;1&quot;&gt;"/></port>
<port protocol="tcp" portid="22"><state state="closed" reason="conn-refused" reason_ttl="0"/></port>
<port protocol='udp' portid='161'><state state='open|filtered'/></port>
</ports>
</host>
<host><status state="up"/><address addr="2001:db8::5" addrtype="ipv6"/><ports><port protocol="tcp" portid="6379"><state state="open"/></port></ports></host>
<host><status state="down"/><address addr="192.0.2.9" addrtype="ipv4"/></host>
<runstats><finished time="1790000003" exit="success"/><hosts up="2" down="1" total="3"/></runstats>
</nmaprun>
`;

const MASSCAN_XML = `<?xml version="1.0"?>
<!-- masscan v1.0 scan -->
<?xml-stylesheet href="" type="text/xsl"?>
<nmaprun scanner="masscan" start="1790000000" version="1.0-BETA"  xmloutputversion="1.03">
<scaninfo type="syn" protocol="tcp" />
<host endtime="1790000001"><address addr="192.0.2.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="9200"><state state="open" reason="syn-ack" reason_ttl="54"/></port></ports></host>
<host endtime="1790000002"><address addr="192.0.2.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="6379"><state state="open" reason="syn-ack" reason_ttl="54"/></port></ports></host>
</nmaprun>
`;

const GREPABLE = `# Nmap 7.93 scan initiated Sun Nov 22 12:00:00 2026 as: nmap -oG scan.gnmap 192.0.2.0/29
Host: 192.0.2.1 (a.example.org)\tStatus: Up
Host: 192.0.2.1 (a.example.org)\tPorts: 22/closed/tcp//ssh///, 6379/open/tcp//redis//Redis 7.0, 64 bit/, 161/open/udp//snmp///\tIgnored State: filtered (996)
Host: 192.0.2.2 ()\tStatus: Up
# Nmap done at Sun Nov 22 12:00:09 2026 -- 8 IP addresses (2 hosts up) scanned in 9.00 seconds
`;

const MASSCAN_JSON = `[
{   "ip": "192.0.2.1",   "timestamp": "1790000000", "ports": [ {"port": 443, "proto": "tcp", "status": "open", "reason": "syn-ack", "ttl": 63} ] }
,
{   "ip": "192.0.2.1",   "timestamp": "1790000001", "ports": [ {"port": 80, "proto": "tcp", "service": {"name": "http", "banner": "a } b { \\"c\\" ]"}} ] }
,
{   "ip": "192.0.2.2",   "timestamp": "1790000002", "ports": [ {"port": 53, "proto": "udp", "status": "open"}, {"port": 22, "proto": "tcp", "status": "closed"} ] }
]
`;

describe('lists of other programs', () => {
  it.each([
    ['nmap -oX', 'nmap or masscan XML', NMAP_XML, ['192.0.2.7 27017', '2001:db8::5 6379'], 3],
    ['masscan -oX', 'nmap or masscan XML', MASSCAN_XML, ['192.0.2.1 9200', '192.0.2.1 6379'], 0],
    [
      'nmap -sn -oX',
      'nmap or masscan XML',
      '<?xml version="1.0"?>\n<nmaprun scanner="nmap" args="nmap -sn">\n<host><status state="up"/><address addr="192.0.2.7" addrtype="ipv4"/></host>\n<host><status state="down"/><address addr="192.0.2.8" addrtype="ipv4"/></host>\n</nmaprun>\n',
      ['192.0.2.7'],
      1,
    ],
    ['nmap -oG', 'nmap or masscan grepable', GREPABLE, ['192.0.2.1 6379'], 4],
    [
      'nmap -sn -oG',
      'nmap or masscan grepable',
      '# Nmap 7.93 scan initiated Sun Nov 22 as: nmap -sn -oG - 192.0.2.0/29\nHost: 192.0.2.1 ()\tStatus: Up\nHost: 192.0.2.3 ()\tStatus: Down\n',
      ['192.0.2.1'],
      1,
    ],
    [
      'masscan -oG',
      'nmap or masscan grepable',
      '# Masscan 1.3.2 scan initiated Sun Nov 22 12:00:00 2026\n# Ports scanned: TCP(1;80-80) UDP(0;) SCTP(0;) PROTOCOLS(0;)\nTimestamp: 1790000000\tHost: 192.0.2.1 ()\tPorts: 80/open/tcp//http//\n# Masscan done at Sun Nov 22 12:00:09 2026\n',
      ['192.0.2.1 80'],
      0,
    ],
    [
      'masscan -oL',
      'masscan list',
      '#masscan\nopen tcp 27017 192.0.2.1 1790000000\nbanner tcp 27017 192.0.2.1 1790000001 mongodb x y\nopen udp 161 192.0.2.1 1790000000\nopen tcp 6379 2001:db8::5 1790000002\n# end\n',
      ['192.0.2.1 27017', '2001:db8::5 6379'],
      2,
    ],
    ['masscan -oJ', 'masscan or naabu JSON', MASSCAN_JSON, ['192.0.2.1 443', '192.0.2.1 80'], 2],
    [
      'masscan -oJ of old',
      'masscan or naabu JSON',
      '{   "ip": "192.0.2.1",   "timestamp": "1486643473", "ports": [ {"port": 80, "proto": "tcp", "status": "open", "reason": "syn-ack", "ttl": 55} ] },\n{finished: 1}\n',
      ['192.0.2.1 80'],
      0,
    ],
    [
      'masscan -oD',
      'masscan or naabu JSON',
      '{"ip":"192.0.2.4","timestamp":"0","port":11434,"proto":"tcp","rec_type":"status","data":{"status":"open","reason":"syn-ack","ttl":48}}\n{"ip":"192.0.2.4","timestamp":"0","port":22,"proto":"tcp","rec_type":"status","data":{"status":"closed"}}\n',
      ['192.0.2.4 11434'],
      1,
    ],
    [
      'naabu -json',
      'masscan or naabu JSON',
      '{"host":"db.example.org","ip":"192.0.2.1","timestamp":"2026-08-09T17:10:11.44Z","port":80,"protocol":"tcp","tls":false}\n{"host":"db.example.org","ip":"2001:db8::f03c:91ff:fe18:bb2f","port":443,"protocol":"tcp","tls":true}\n{"ip":"192.0.2.2","port":{"Port":9100,"Protocol":0,"TLS":false}}\n{"host":"192.0.2.3","port":21}\n',
      ['192.0.2.1 80', '2001:db8::f03c:91ff:fe18:bb2f 443', '192.0.2.2 9100', '192.0.2.3 21'],
      0,
    ],
    [
      'pretty printed JSON',
      'masscan or naabu JSON',
      '[\n  {\n    "ip": "192.0.2.1",\n    "ports": [\n      {\n        "port": 80\n      }\n    ]\n  }\n]\n',
      ['192.0.2.1 80'],
      0,
    ],
    [
      'zmap -O csv',
      'CSV',
      'saddr,sport,classification,success\n192.0.2.1,27017,synack,1\n192.0.2.2,27017,rst,0\n',
      ['192.0.2.1 27017'],
      1,
    ],
    ['zmap with one column', 'CSV', 'saddr\n192.0.2.1\n192.0.2.2\n', ['192.0.2.1', '192.0.2.2'], 0],
    [
      'naabu -csv',
      'CSV',
      'host,ip,timestamp,port,protocol,tls\n"a, b",192.0.2.1,2026-08-09,80,tcp,false\n',
      ['192.0.2.1 80'],
      0,
    ],
    ['zmap and plain', 'plain list', '192.0.2.1\n192.0.2.2\n', ['192.0.2.1', '192.0.2.2'], 0],
    [
      'naabu',
      'plain list',
      '192.0.2.1:80\n[2001:db8::5]:6379\ndb.example.org:443\n',
      ['192.0.2.1 80', '2001:db8::5 6379', 'db.example.org 443'],
      0,
    ],
    [
      'a list by hand',
      'plain list',
      '# ours\n\n192.0.2.0/24   # office\n192.0.2.5-192.0.2.9\n192.0.2.7/32\r\n2001:db8::5',
      ['192.0.2.0/24', '192.0.2.5-192.0.2.9', '192.0.2.7', '2001:db8::5'],
      0,
    ],
  ])('%s is read, however it is cut', async (_, format, text, expected, skipped) => {
    for (const size of [1 << 16, 1, 7]) {
      const { found, report } = await read(text, size);
      expect(found).toEqual(expected);
      expect(report).toMatchObject({ format, bad: 0, skipped, targets: expected.length, problems: [] });
    }
    expect((await read(`\ufeff${text}`)).found).toEqual(expected);
    expect((await read(text.replaceAll('\n', '\r\n'))).found).toEqual(expected);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect((await read(wide, 5)).found, 'as PowerShell writes it').toEqual(expected);
  });

  it('are read past bad lines, which are named by number', async () => {
    const { found, report } = await read(
      '192.0.2.1\n010.0.0.1\n10.1\n192.0.2.2:99999\n\x1b[2J\n::ffff:192.0.2.1\n192.0.2.3\n',
    );
    expect(found).toEqual(['192.0.2.1', '192.0.2.3']);
    expect(report.problems.map((problem) => problem.line)).toEqual([2, 3, 4, 5, 6]);
    expect(JSON.stringify(report)).not.toContain('\x1b');
    const xml = await read(
      NMAP_XML.replace('portid="27017"', 'portid="99999"')
        .replace('"2001:db8::5"', '"010.0.0.1"')
        .replace(
          '</host>',
          '</host><host><address addr="192.0.2.8"/><ports><port protocol="tcp" portid="80"><state state="open"/></port></ports></host>',
        ),
    );
    expect(xml.found).toEqual(['192.0.2.8 80']);
    expect(xml.report.problems.map((problem) => problem.line)).toEqual([12, 17]);
    const json = await read(
      `${MASSCAN_JSON}{"ip":"192.0.2.9","port":"x"}\n{"ip":7}\n{nope}\nnoise\n{"ip":"192.0.2.9","port":70000}\n{"ip":"192.0.2.9","ports":[null]}\n{"ip":`,
    );
    expect(json.found).toHaveLength(2);
    expect(json.report.problems.map((problem) => problem.line)).toEqual([8, 9, 10, 11, 12, 13, 14]);
  });

  it('that were cut off give what they have, and say so', async () => {
    const { found, report } = await read(NMAP_XML.slice(0, NMAP_XML.indexOf('<runstats')));
    expect(found).toHaveLength(2);
    expect(report.problems).toEqual([{ line: 0, message: expect.stringMatching(/ends before <\/nmaprun>/) }]);
  });

  it('of nothing, or of something else, are refused', async () => {
    await expect(read('')).rejects.toMatchObject({ code: 'TARGETS_EMPTY', exit: 2 });
    await expect(read('# nobody\n')).rejects.toMatchObject({ code: 'TARGETS_EMPTY' });
    await expect(read('<html><body>hello</body></html>')).rejects.toMatchObject({
      code: 'INPUT_FORMAT',
      exit: 2,
    });
    await expect(read('the quick brown fox\njumps over\n')).rejects.toMatchObject({
      code: 'INPUT_FORMAT',
      message: expect.stringMatching(/line 1: .*and 1 more/),
    });
    await expect(read(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]))).rejects.toMatchObject({
      code: 'INPUT_FORMAT',
      message: expect.stringMatching(/not a text file/),
    });
  });

  it('do not expand entities, nor fetch anything', async () => {
    const bomb =
      '<?xml version="1.0"?>\n<!DOCTYPE nmaprun [<!ENTITY a "192.0.2.1"><!ENTITY b "&a;&a;">]>\n<nmaprun><host><address addr="&b;"/><ports><port portid="80"><state state="open"/></port></ports></host></nmaprun>';
    await expect(read(bomb)).rejects.toMatchObject({
      code: 'INPUT_FORMAT',
      message: expect.stringMatching(/declarations/),
    });
    const unknown = await read(
      MASSCAN_XML.replace('addr="192.0.2.1"', 'addr="&x;"').replace('"9200"', '"&#57;&#x32;00"'),
    );
    expect(unknown.found).toEqual(['192.0.2.1 6379']);
  });

  it('stay bounded by lines, tags and objects without an end', async () => {
    const long = 'x'.repeat(5 << 20);
    const lines = await read(`192.0.2.1\n${long}\n192.0.2.2\n`);
    expect(lines.found).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(lines.report.problems).toEqual([{ line: 2, message: expect.stringMatching(/longer than/) }]);
    const xml = await read(MASSCAN_XML.replace('</nmaprun>', `<script output="${long}"/></nmaprun>`));
    expect(xml.found).toHaveLength(2);
    expect(xml.report.bad).toBe(1);
    const json = await read(
      `{"ip":"192.0.2.1","port":1}\n{"ip":"192.0.2.2","x":"${long}"}\n{"ip":"192.0.2.3","port":3}\n`,
    );
    expect(json.found).toEqual(['192.0.2.1 1', '192.0.2.3 3']);
    expect(json.report.problems).toEqual([{ line: 2, message: expect.stringMatching(/longer than/) }]);
  });

  it('never break, whatever bytes come', async () => {
    const seeds = [NMAP_XML, GREPABLE, MASSCAN_JSON, 'saddr,sport\n192.0.2.1,80\n'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.nat(2_000),
        fc.nat(40),
        fc.string({ maxLength: 10, unit: 'binary' }),
        fc.integer({ min: 1, max: 300 }),
        async (seed, at, cut, insert, size) => {
          const text = seed.slice(0, at) + insert + seed.slice(at + cut);
          try {
            const { found, report } = await read(text, size);
            expect(report.targets).toBe(found.length);
          } catch (error) {
            expect(error).toMatchObject({ name: 'SidelightError', exit: 2 });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a list in a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidelight-import-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is opened, or refused with the reason', async () => {
    await expect(openTargetList(join(folder, 'none.txt'))).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
      message: expect.stringMatching(/no such file/),
    });
    await expect(openTargetList(folder)).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
      message: expect.stringMatching(/directory/),
    });
    const path = join(folder, 'large.txt');
    writeFileSync(
      path,
      Array.from({ length: 65_536 }, (_, i) => `10.9.${i >> 8}.${i & 255}:6379`).join('\n'),
    );
    const list = await openTargetList(path);
    let count = 0;
    for await (const target of list.targets) if (target.kind === 'address' && target.port === 6379) count++;
    expect(count).toBe(65_536);
  });

  it('is closed when its reader leaves early', async () => {
    const path = join(folder, 'early.txt');
    writeFileSync(path, '192.0.2.1\n'.repeat(100_000));
    const list = await openTargetList(path);
    for await (const target of list.targets) {
      expect(show(target)).toBe('192.0.2.1');
      break;
    }
    expect(list.report.targets).toBeLessThan(100_000);
  });
});
