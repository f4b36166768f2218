import type { Remedy } from '../../wire/service.ts';

/** How to close it, after memcached's manual page and "Configuring Server". */
export const remedies: readonly Remedy[] = [
  {
    versions: '>=1.5.6',
    lines: [
      'Take the port off the network first: start memcached with -l 127.0.0.1 -U 0, or block 11211 (TCP and UDP) to all but your application hosts.',
      'Where other hosts must reach it, add TLS (-Z) and an authentication file (-Y), and give it a private address alone.',
    ],
    config: `# /etc/memcached.conf (Debian) or OPTIONS in /etc/sysconfig/memcached
-l 127.0.0.1
-U 0
# for remote clients, 1.5.15 and later:
# -Y /etc/memcached.auth
# -Z -o ssl_chain_cert=/etc/ssl/memcached.pem,ssl_key=/etc/ssl/memcached.key`,
  },
  {
    versions: '<1.5.6',
    lines: [
      'Take the port off the network first: start memcached with -l 127.0.0.1 -U 0; this version answers UDP by default and is used to attack others.',
      'Then update to a version that still gets fixes.',
    ],
    config: `# /etc/memcached.conf
-l 127.0.0.1
-U 0`,
  },
];
