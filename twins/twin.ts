import type { RunningFake } from './fakes/fake.ts';

/** A synthetic twin of a published incident: a fake server, invented people, the published counts. */
export interface Twin {
  readonly name: string;
  readonly title: string;
  /** The published case, with its date; `none` for neighbours that are only locked. */
  readonly incident: string;
  /** Usual port of its service. */
  readonly port: number;
  start(at: { readonly host: string; readonly port: number }): Promise<RunningFake>;
}
