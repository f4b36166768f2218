import { once } from 'node:events';
import { dice, person } from './people.ts';

/**
 * Writes a generated stream that no disk ever holds to standard output. A batch of people is made once, and its digits are
 * turned for each round: making new people would cost ten times the reading.
 */
export async function generate(bytes: number): Promise<void> {
  const random = dice(77);
  const batch = Buffer.from(
    Array.from({ length: 4_000 }, (_one, i) => `${JSON.stringify(person(random, i))}\n`).join(''),
  );
  for (let written = 0; written < bytes; written += batch.length) {
    // What was written before may lie in the pipe's queue still.
    const round = Buffer.from(batch);
    for (let i = Math.floor(random() * 80); i < round.length; i += 1 + Math.floor(random() * 160)) {
      const byte = round[i] as number;
      if (byte >= 0x31 && byte <= 0x38 && round[i - 1] !== 0x3a) round[i] = 0x31 + Math.floor(random() * 8);
    }
    if (!process.stdout.write(round)) await once(process.stdout, 'drain');
  }
}
