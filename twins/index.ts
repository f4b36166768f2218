import { chatLog } from './chat-log.ts';
import { lockedElasticsearch, lockedMongodb, lockedPostgresql } from './locked.ts';
import { police } from './police.ts';
import { shop } from './shop.ts';
import { tracking } from './tracking.ts';
import type { Twin } from './twin.ts';
import { weather } from './weather.ts';
import { wiped, wipedNote } from './wiped.ts';

/** Every twin, in the order in which the demo starts them. */
export const twins: readonly Twin[] = [
  tracking,
  police,
  chatLog,
  shop,
  wiped,
  wipedNote,
  weather,
  lockedMongodb,
  lockedElasticsearch,
  lockedPostgresql,
];
