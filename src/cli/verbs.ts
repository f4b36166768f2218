import { auditVerbs } from './audit.ts';
import { caseVerbs } from './case.ts';
import { completionVerb } from './completion.ts';
import { demoVerb } from './demo.ts';
import { describeVerb } from './describe.ts';
import { doctorVerb } from './doctor.ts';
import { globalOptions } from './globals.ts';
import { initVerb } from './init.ts';
import { lookVerb } from './look.ts';
import { optoutVerbs } from './optout.ts';
import { receiptVerb } from './receipt.ts';
import { scopeVerbs } from './scope.ts';
import type { Verb } from './verb.ts';

/** Every verb, in the order of the help. */
export const verbs: readonly Verb[] = [
  demoVerb,
  initVerb,
  doctorVerb,
  describeVerb,
  lookVerb,
  ...caseVerbs,
  receiptVerb,
  ...auditVerbs,
  ...scopeVerbs,
  ...optoutVerbs,
  completionVerb(() => ({ verbs, globals: globalOptions })),
];
