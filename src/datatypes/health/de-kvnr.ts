import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { digitByte } from '../register.ts';

function cross(n: number): number {
  return Math.floor(n / 10) + (n % 10);
}

export const deKvnr = defineDataType({
  id: 'health.de-kvnr',
  title: 'German health insurance number (KVNR)',
  group: 'health',
  law: ART9,
  weight: 'high',
  country: 'DE',
  hints: {
    de: [
      'kvnr',
      'krankenversichertennummer',
      'versichertennummer',
      'krankenversicherungsnummer',
      'gesundheitskarte',
      'egk nummer',
    ],
  },
  shapes: ['[A-Z]\\d{9}'],
  nullRate: 0.098,
  holds(bytes, start) {
    const letter = (bytes[start] ?? 0) - 0x40;
    let sum = Math.floor(letter / 10) + cross((letter % 10) * 2);
    for (let i = 1; i < 9; i++) sum += cross(digitByte(bytes, start + i) * (i % 2 === 1 ? 1 : 2));
    return sum % 10 === digitByte(bytes, start + 9);
  },
  needs: 'value-and-name',
  examples: ['A000000002', 'Z999999997', 'M123456785'],
  counterexamples: ['A000000000', 'a000000005', 'A00000000'],
  source: 'SGB V § 290; GKV-Spitzenverband check digit of weights 1-2',
});
