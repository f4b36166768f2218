import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPressure, TICK_MS } from './pressure.ts';

function clockAt(): { now(): number; ticks(): number; go(ms: number): void } {
  let time = 0;
  return {
    now: () => time,
    ticks: () => time,
    go(ms) {
      time += ms;
    },
  };
}

describe('pressure', () => {
  test('lets more looks begin while answers are quick, fewer once they are slow, never more than the most', () => {
    const clock = clockAt();
    const pressure = createPressure(500, 1_000, clock);
    const begun = (): number => {
      const marks: number[] = [];
      while (pressure.room()) marks.push(pressure.enter());
      for (const mark of marks) pressure.leave(mark);
      return marks.length;
    };
    const first = begun();
    for (let at = 0; at < 2_000; at += 1) pressure.answered(3);
    const quick = begun();
    expect(quick).toBeGreaterThan(first);
    for (let at = 0; at < 100_000; at += 1) pressure.answered(3);
    expect(begun()).toBe(500);
    for (let at = 0; at < 50; at += 1) {
      clock.go(200);
      pressure.answered(700);
    }
    expect(begun()).toBeLessThan(quick);
    expect(begun()).toBeGreaterThan(0);
  });

  test('is strained by slow answers alone, and calm again after a while', () => {
    const clock = clockAt();
    const pressure = createPressure(100, 1_000, clock);
    for (let at = 0; at < 100; at += 1) pressure.answered(5);
    clock.go(10 * TICK_MS);
    pressure.tick();
    expect(pressure.strains()).toBe(0);
    for (let at = 0; at < 50; at += 1) pressure.answered(900);
    expect(pressure.strains()).toBeGreaterThan(0);
    expect(pressure.calm()).toBe(false);
    clock.go(1_000);
    expect(pressure.calm()).toBe(true);
  });

  test('a look that only waits makes room for others', () => {
    const pressure = createPressure(10, 1_000, clockAt());
    const marks = Array.from({ length: 10 }, () => pressure.enter());
    expect(pressure.room()).toBe(false);
    for (let at = 0; at < 5; at += 1) pressure.tick();
    expect(pressure.room()).toBe(true);
    const back = marks.map((mark) => pressure.touch(mark));
    expect(pressure.room()).toBe(false);
    for (const mark of back) pressure.leave(mark);
    expect(pressure.room()).toBe(true);
  });

  test('counts right whatever comes in whatever order: what entered and left leaves nothing behind', () => {
    const step = fc.constantFrom('enter', 'touch', 'leave', 'tick');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const pressure = createPressure(3, 1_000, clockAt());
        const marks: number[] = [];
        for (const one of steps) {
          if (one === 'tick') pressure.tick();
          else if (one === 'enter') marks.push(pressure.enter());
          else if (marks.length > 0 && one === 'touch') marks.push(pressure.touch(marks.shift() as number));
          else if (marks.length > 0) pressure.leave(marks.shift() as number);
        }
        for (const mark of marks) pressure.leave(mark);
        const left = [pressure.enter(), pressure.enter()];
        expect(pressure.room()).toBe(true);
        left.push(pressure.enter());
        expect(pressure.room()).toBe(false);
        expect(left).toHaveLength(3);
      }),
    );
  });
});
