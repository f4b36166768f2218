import type { Remedy } from '../../wire/service.ts';

const NETWORK = `# postgresql.conf: listen only where the application is
listen_addresses = 'localhost'          # or the private address of the application's network
`;

export const remedies: readonly Remedy[] = [
  {
    versions: '>=14',
    lines: [
      'In pg_hba.conf replace every "trust" on a "host" line by "scram-sha-256", limit its address to your own network, then reload.',
      'Give every role a password (ALTER ROLE … PASSWORD), and set listen_addresses to the addresses that need it, then restart.',
    ],
    config: `${NETWORK}password_encryption = scram-sha-256
ssl = on

# pg_hba.conf
local   all  all                  peer
hostssl all  all  10.0.0.0/8      scram-sha-256
# no line with "trust", and none with 0.0.0.0/0 or ::/0`,
  },
  {
    versions: '>=10 <14',
    lines: [
      'In pg_hba.conf replace every "trust" on a "host" line by "scram-sha-256", limit its address to your own network, then reload.',
      'Set password_encryption to scram-sha-256 first, then give every role a new password, and set listen_addresses, then restart.',
    ],
    config: `${NETWORK}password_encryption = scram-sha-256   # the default is md5 before version 14
ssl = on

# pg_hba.conf
local   all  all                  peer
hostssl all  all  10.0.0.0/8      scram-sha-256`,
  },
  {
    versions: '<10',
    lines: [
      'In pg_hba.conf replace every "trust" on a "host" line by "md5", limit its address to your own network, then reload.',
      'This version gets no more security fixes: close its port to the Internet today and plan the upgrade.',
    ],
    config: `${NETWORK}ssl = on

# pg_hba.conf (SCRAM does not exist before version 10)
local   all  all                  peer
hostssl all  all  10.0.0.0/8      md5`,
  },
];
