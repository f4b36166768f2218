import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Allowed, allowedBy } from '../../lab/allowed.ts';
import { type Block, claimBlock, startServer } from '../../lab/block.ts';
import { journey, ofType } from '../../lab/journey.ts';
import { people } from '../../lab/people.ts';
import type { LabServer, RunningServer, SeenCommand } from '../../lab/server.ts';
import { allowsDepth, type Depth } from '../../src/model/depth.ts';
import type { SidelightEvent } from '../../src/model/event.ts';
import { services } from '../../src/services/index.ts';
import type { AnyService } from '../../src/wire/service.ts';

const START_MS = 180_000;

/** Accounts that the lab's scope lists: the usual names of an administrator, never with a password. */
const ACCOUNTS = ['postgres', 'root', 'default'];

interface Look {
  readonly events: readonly SidelightEvent[];
  /** What the server saw of this look alone. */
  readonly seen: readonly SeenCommand[];
}

function serviceOf(server: LabServer): AnyService {
  const service = services.find(({ name }) => name === server.service);
  if (!service) throw new Error(`${server.name}: no service ${server.service} is listed`);
  return service;
}

/** Values of the planted people that may be in no output: e-mail, phone, card and name of every one of them. */
const CANARIES = people(500).flatMap((one) => [one.email, one.phone, one.card, one.name]);

/** The commands that a look sent, each with its row of the table. */
function rowsAllowed(
  look: Look,
  service: AnyService,
): readonly { readonly text: string; readonly row: Allowed | undefined }[] {
  return look.seen.map((command) => ({ text: command.text.slice(0, 300), row: allowedBy(service, command) }));
}

/** Looks at real servers, twice each, and holds every word of the result against what was planted. */
export function lookAtLab(servers: readonly LabServer[]): void {
  let block: Block;
  beforeAll(async () => {
    block = await claimBlock();
  });
  afterAll(() => block.release());

  for (const server of servers) {
    const reason = server.needs();
    describe.skipIf(reason !== undefined)(
      reason === undefined ? server.name : `${server.name} (skipped: ${reason})`,
      () => {
        let running: RunningServer;
        let shape: Look;
        let sample: Look;
        const looked = async (depth: Depth): Promise<Look> => {
          const before = (await running.commandsSeen()).length;
          const events = await journey([running.endpoint], { depth, accounts: ACCOUNTS });
          return { events, seen: (await running.commandsSeen()).slice(before) };
        };
        beforeAll(async () => {
          running = await startServer(server, block);
          shape = await looked('shape');
          sample = await looked('sample');
        }, START_MS);
        afterAll(() => running?.close());

        test('posture, product and version are those of the server', () => {
          for (const look of [shape, sample]) {
            expect(ofType(look.events, 'error')).toEqual([]);
            const [posture] = ofType(look.events, 'posture');
            const { facts } = running;
            expect(posture).toMatchObject({
              service: server.service,
              product: facts.product,
              posture: facts.posture,
            });
            expect(posture?.version).toBe(facts.version);
            expect(posture?.reasons.length).toBeGreaterThan(facts.posture === 'open' ? 1 : 0);
          }
        });

        test('every container is told with its rows and bytes, and none where nothing is open', () => {
          for (const container of running.facts.containers) {
            const { events } = container.from === 'sample' ? sample : shape;
            const told = ofType(events, 'dataset').find(({ name }) => name === container.name);
            expect(told, container.name).toBeDefined();
            const off = Math.abs((told?.rows ?? Infinity) - container.rows);
            expect(off, container.name).toBeLessThanOrEqual((container.tolerance ?? 0) * container.rows);
            if (container.leastBytes !== undefined)
              expect(told?.bytes, container.name).toBeGreaterThanOrEqual(container.leastBytes);
          }
          if (running.facts.posture !== 'open')
            expect([...ofType(shape.events, 'dataset'), ...ofType(sample.events, 'dataset')]).toEqual([]);
        });

        test('a sample finds the planted types, and nothing in what is harmless', () => {
          const exposures = ofType(sample.events, 'exposure');
          for (const container of running.facts.containers) {
            const here = exposures.filter(({ dataset }) => dataset === container.name);
            const found = new Set(here.map(({ field, dataType }) => `${field}: ${dataType}`));
            for (const [field, types] of Object.entries(container.types))
              for (const type of types) expect(found, container.name).toContain(`${field}: ${type}`);
            if (Object.keys(container.types).length === 0) expect([...found], container.name).toEqual([]);
            for (const exposure of here) {
              expect(exposure.low).toBeLessThanOrEqual(exposure.share);
              expect(exposure.high).toBeGreaterThanOrEqual(exposure.share);
            }
          }
        });

        test('marks of earlier visitors are those that were planted', () => {
          const classes = [...new Set(ofType(shape.events, 'marker').map((marker) => marker.class))];
          expect(classes.sort()).toEqual([...running.facts.markers].sort());
        });

        test('the server saw only commands of the table, at shape none that a sample needs', () => {
          const service = serviceOf(server);
          if (running.blind === undefined) expect(shape.seen.length).toBeGreaterThan(0);
          for (const [look, depth] of [
            [shape, 'shape'],
            [sample, 'sample'],
          ] as const) {
            const rows = rowsAllowed(look, service);
            expect(rows.filter(({ row }) => row === undefined)).toEqual([]);
            expect(rows.filter(({ row }) => row && !allowsDepth(depth, row.depth))).toEqual([]);
          }
          const took = rowsAllowed(sample, service).some(({ row }) => row?.depth === 'sample');
          const planted = running.facts.containers.some(
            ({ from, types }) => from === 'sample' || Object.keys(types).length > 0,
          );
          expect(took).toBe(planted);
        });

        test('no value of a record is in any event', () => {
          const text = JSON.stringify([shape.events, sample.events]);
          expect(CANARIES.filter((value) => text.includes(value))).toEqual([]);
        });
      },
    );
  }
}
