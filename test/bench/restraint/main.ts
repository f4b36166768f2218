import { lookAtTwins, startTwins, stopTwins } from '../../../src/flows/demo.ts';
import { say, table } from '../kit.ts';

/*
 * What a look takes from a target, in bytes: the tool's own measure of restraint; lower is better. The twins are looked at one
 * by one, so that the receipt of each run is the receipt of one target.
 */
const { twins } = await import('../../../twins/index.ts');
const rows: string[][] = [];
let verdictBytes = 0;
let collections = 0;
let bytes = 0;
for (const { name } of twins) {
  const running = await startTwins([name]);
  let read = 0;
  let sent = 0;
  let commands = 0;
  let held = 0;
  let posture = '-';
  let datasets = 0;
  let records = 0;
  try {
    for await (const event of lookAtTwins(running, new AbortController().signal)) {
      if (event.type === 'posture') posture = `${event.service} ${event.posture}`;
      if (event.type === 'dataset') datasets += 1;
      if (event.type !== 'receipt') continue;
      read = event.receipt.bytesRead;
      sent = event.receipt.bytesSent;
      commands = event.receipt.commands;
      held = event.receipt.bytesExposed;
      records = event.receipt.recordsInMemory;
    }
  } finally {
    await stopTwins(running);
  }
  bytes += read;
  if (datasets === 0) verdictBytes += read;
  collections += datasets;
  rows.push([
    name,
    posture,
    String(commands),
    String(sent),
    String(read),
    String(datasets),
    datasets > 0 ? (read / datasets).toFixed(0) : '-',
    String(records),
    String(held),
  ]);
}
table(
  [
    'twin',
    'posture',
    'commands',
    'sent B',
    'read B',
    'datasets',
    'read B/dataset',
    'records in memory',
    'held B',
  ],
  rows,
);
const shut = rows.filter((row) => row[5] === '0').length;
if (shut > 0)
  say(`\nBytes read for a verdict where nothing is open: ${(verdictBytes / shut).toFixed(0)} a target`);
if (collections > 0)
  say(
    `Bytes read for each collection that was described: ${((bytes - verdictBytes) / collections).toFixed(0)}`,
  );
