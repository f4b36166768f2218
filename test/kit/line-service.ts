import { failure, success } from '../../src/model/outcome.ts';
import { type Codec, LimitError, ProtocolError } from '../../src/wire/codec.ts';
import { type AnyService, defineService } from '../../src/wire/service.ts';
import { join, text } from '../../src/wire/template.ts';

/** One line each way: the smallest protocol that a hostile server can abuse. */
export const lineCodec: Codec<string, string> = {
  name: 'line',
  encode: (send) => Buffer.from(`${send}\n`),
  decode(bytes) {
    const line = bytes.toString('utf8');
    if (!line.endsWith('\n') || line.indexOf('\n') !== line.length - 1)
      throw new ProtocolError('expected exactly one line');
    return line.slice(0, -1);
  },
  reader(_send, limits) {
    let kept = '';
    return {
      push(chunk) {
        kept += chunk.toString('latin1');
        if (kept.length > limits.bytes) throw new LimitError('line too long');
        const end = kept.indexOf('\n');
        return end < 0
          ? undefined
          : { reply: kept.slice(0, end), rest: Buffer.from(kept.slice(end + 1), 'latin1') };
      },
    };
  },
};

export const lineService = defineService({
  name: 'line',
  title: 'Line',
  ports: [],
  tls: 'maybe',
  first: 'client',
  codec: lineCodec,
  allow: {
    hello: { send: 'HELLO', why: 'Is it there?', depth: 'touch' },
    // The test of this hole is far too kind on purpose: the guard must find what it lets through.
    echo: {
      send: join`ECHO ${text('word', 'anything', () => true)}`,
      why: 'A hole that anything passes.',
      depth: 'shape',
    },
    login: {
      send: join`LOGIN ${text('account', 'a listed account', () => true)}`,
      why: 'An account.',
      depth: 'touch',
      account: true,
    },
    big: { send: 'BIG', why: 'A ceiling of its own.', depth: 'touch', limits: { bytes: 100 } },
  },
  recognises: (bytes) => (bytes.toString('latin1').startsWith('LINE') ? 'yes' : 'no'),
  async identify(peer) {
    const reply = await peer.ask('hello');
    if (!reply.ok) return reply;
    return reply.value.startsWith('LINE')
      ? success({ service: 'line', product: 'line', posture: 'open', reasons: [] })
      : failure('protocol', 'not a line server');
  },
  async inventory() {
    return success({ datasets: [], unlearned: [], complete: true });
  },
  close: [],
});

export const anyLineService = lineService as unknown as AnyService;
