import type { Remedy } from '../../wire/service.ts';

/** How to close it, after the manual's "Security Checklist" and "Enable Access Control". */
export const remedies: readonly Remedy[] = [
  {
    versions: '>=3.6',
    lines: [
      'Take the port off the network first: set net.bindIp to 127.0.0.1 or block 27017 to all but your application hosts, then restart mongod.',
      'Create an administrator from localhost and set security.authorization to enabled, then restart again.',
    ],
    config: `# mongod.conf
net:
  bindIp: 127.0.0.1        # add the private address of this host where applications connect from elsewhere
  tls:
    mode: requireTLS       # MongoDB 4.2 and later; ssl.mode: requireSSL before
    certificateKeyFile: /etc/ssl/mongodb.pem
security:
  authorization: enabled   # replica sets and sharded clusters also need keyFile

# once, from localhost, before authorization is enabled:
#   use admin
#   db.createUser({ user: "admin", pwd: passwordPrompt(), roles: ["userAdminAnyDatabase", "readWriteAnyDatabase"] })`,
  },
  {
    versions: '>=2.6 <3.6',
    lines: [
      'Take the port off the network first: these versions listen on every address unless net.bindIp says 127.0.0.1; restart mongod.',
      'Create an administrator, set security.authorization to enabled, and plan the move to a version that still gets fixes.',
    ],
    config: `# mongod.conf
net:
  bindIp: 127.0.0.1
  http:
    enabled: false
security:
  authorization: enabled`,
  },
  {
    versions: '<2.6',
    lines: [
      'Take the port off the network first: add bind_ip = 127.0.0.1 to mongodb.conf and restart.',
      'Add auth = true with an administrator account, and move the data to a version that still gets fixes.',
    ],
    config: `# mongodb.conf
bind_ip = 127.0.0.1
auth = true
nohttpinterface = true
rest = false`,
  },
];
