import type { Remedy } from '../../wire/service.ts';

export const remedies: readonly Remedy[] = [
  {
    versions: '>=10',
    lines: [
      "Give every account a password or remove it: ALTER USER 'root'@'%' IDENTIFIED BY '…'; DROP USER IF EXISTS ''@'localhost', ''@'%';",
      'Set bind-address to the private address that the application uses, remove skip-grant-tables, and restart.',
    ],
    config: `# /etc/mysql/mariadb.conf.d/50-server.cnf
[mariadb]
bind-address             = 127.0.0.1      # or the private address of the application's network
require_secure_transport = ON
# remove: skip-grant-tables

# then, once: mariadb-secure-installation`,
  },
  {
    versions: '>=5.7 <10',
    lines: [
      "Give every account a password or remove it: ALTER USER 'root'@'%' IDENTIFIED BY '…'; DROP USER IF EXISTS ''@'localhost', ''@'%';",
      'Set bind-address to the private address that the application uses, remove skip-grant-tables, and restart.',
    ],
    config: `# /etc/mysql/my.cnf
[mysqld]
bind-address             = 127.0.0.1      # or the private address of the application's network
mysqlx-bind-address      = 127.0.0.1
require_secure_transport = ON
# remove: skip-grant-tables

# then, once: mysql_secure_installation`,
  },
  {
    versions: '<5.7',
    lines: [
      "Give every account a password: SET PASSWORD FOR 'root'@'%' = PASSWORD('…'); DELETE FROM mysql.user WHERE User = ''; FLUSH PRIVILEGES;",
      'This version gets no more security fixes: close its port to the Internet today (bind-address = 127.0.0.1) and plan the upgrade.',
    ],
    config: `# my.cnf
[mysqld]
bind-address = 127.0.0.1
# remove: skip-grant-tables`,
  },
];
