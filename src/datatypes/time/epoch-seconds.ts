import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

export const epochSeconds = defineDataType({
  id: 'time.epoch-seconds',
  title: 'Time stamp in seconds since 1970',
  group: 'time',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['timestamp', 'unix time', 'epoch', 'ts', 'unixtime'] },
  weakHints: ['time', 'created', 'updated', 'date', 'expires'],
  shapes: ['(9[5-9]\\d{7}|1\\d{9}|20\\d{8})(\\.\\d+)?'],
  number: (value) => value >= 950_000_000 && value < 2_100_000_000,
  nullRate: 1,
  needs: 'structure',
  examples: ['1550044800', '1767225600', '1550044800.123'],
  counterexamples: ['950', '3000000000', '155004480'],
  source: 'IEEE Std 1003.1 §4.19 (seconds since the Epoch)',
});
