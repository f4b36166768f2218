import type { Remedy } from '../../wire/service.ts';

/** How to close it, after "Redis security" and the comments of redis.conf. */
export const remedies: readonly Remedy[] = [
  {
    versions: '>=6.0',
    lines: [
      'Take the port off the network first: bind 127.0.0.1 -::1 and protected-mode yes in redis.conf, then restart, or block 6379 in the firewall.',
      'Give the default account a long random password or switch it off, and one account with few rights to each application.',
    ],
    config: `# redis.conf (valkey.conf alike)
bind 127.0.0.1 -::1
protected-mode yes
user default off
user app on >REPLACE-WITH-64-RANDOM-CHARACTERS ~app:* +@read +@write -@dangerous
tls-port 6380
port 0`,
  },
  {
    versions: '>=3.2 <6.0',
    lines: [
      'Take the port off the network first: bind 127.0.0.1 and protected-mode yes in redis.conf, then restart, or block 6379 in the firewall.',
      'Set requirepass to a long random password, rename CONFIG, SLAVEOF and MODULE away, and plan the move to version 7.2 or later.',
    ],
    config: `# redis.conf
bind 127.0.0.1
protected-mode yes
requirepass REPLACE-WITH-64-RANDOM-CHARACTERS
rename-command CONFIG ""
rename-command SLAVEOF ""
rename-command MODULE ""`,
  },
  {
    versions: '<3.2',
    lines: [
      'Take the port off the network first: bind 127.0.0.1 in redis.conf, then restart; this version has no protected mode.',
      'Set requirepass to a long random password, and move to a version that still gets fixes.',
    ],
    config: `# redis.conf
bind 127.0.0.1
requirepass REPLACE-WITH-64-RANDOM-CHARACTERS
rename-command CONFIG ""
rename-command SLAVEOF ""`,
  },
];
