import type { Endpoint } from '../../src/model/endpoint.ts';

/** A fake server that runs in this process, on a loopback address. */
export interface RunningFake {
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}
