import { completionVerb } from './completion.ts';
import { globalOptions } from './globals.ts';
import { lookVerb } from './look.ts';
import type { Verb } from './verb.ts';

/** Every verb, in the order of the help. */
export const verbs: readonly Verb[] = [lookVerb, completionVerb(() => ({ verbs, globals: globalOptions }))];
