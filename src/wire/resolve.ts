import { lookup } from 'node:dns/promises';
import { failure, type Outcome, success } from '../model/outcome.ts';

/** Addresses of a name, canonical, each once; every one of them must pass the permit on its own. */
export async function resolveName(host: string, milliseconds: number): Promise<Outcome<readonly string[]>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  try {
    const answer = await Promise.race([lookup(host, { all: true, verbatim: true }), late]);
    if (answer === 'late') return failure('timeout', 'no answer from the resolver');
    return success([...new Set(answer.map((entry) => entry.address))]);
  } catch (error) {
    return failure('unreachable', (error as NodeJS.ErrnoException).code ?? 'resolver failed');
  } finally {
    clearTimeout(timer);
  }
}
