import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

export const epochMilliseconds = defineDataType({
  id: 'time.epoch-milliseconds',
  title: 'Time stamp in milliseconds since 1970',
  group: 'time',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['timestamp', 'epoch ms', 'ts', 'timestamp ms'] },
  weakHints: ['time', 'created', 'updated', 'date', 'expires'],
  shapes: ['(9[5-9]\\d{10}|1\\d{12}|20\\d{11})'],
  number: (value) => value >= 950_000_000_000 && value < 2_100_000_000_000,
  nullRate: 1,
  needs: 'structure',
  examples: ['1550044800000', '1767225600123', '951000000000'],
  counterexamples: ['1550044800', '3000000000000', '15500448000000'],
  source: 'ECMA-262 §21.4.1 (time value)',
});
