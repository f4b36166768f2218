import type { Remedy } from '../../wire/service.ts';

/** How to close ClickHouse, the same for both interfaces. */
export const close: readonly Remedy[] = [
  {
    versions: '>=20.5',
    lines: [
      'Now: block ports 8123, 9000, 8443, 9440 and 9009 from outside (firewall), or set `<listen_host>127.0.0.1</listen_host>` and restart.',
      "Then: give `default` a password (`ALTER USER default IDENTIFIED BY '…'`, or `password_sha256_hex` in users.d) and limit its `<networks>`.",
    ],
    config:
      '<!-- /etc/clickhouse-server/users.d/default.xml; takes effect without a restart -->\n<clickhouse><users><default>\n  <password remove="1"/>\n  <password_sha256_hex>SHA-256 OF A NEW PASSWORD</password_sha256_hex>\n  <networks replace="1"><ip>127.0.0.1</ip><ip>::1</ip></networks>\n</default></users></clickhouse>',
  },
  {
    versions: '*',
    lines: [
      'Now: block ports 8123, 9000, 8443, 9440 and 9009 from outside (firewall), or set `<listen_host>127.0.0.1</listen_host>` and restart.',
      'Then: put `password_sha256_hex` for `default` into users.xml and limit its `<networks>`; upgrade, this version gets no fixes.',
    ],
    config:
      '<!-- /etc/clickhouse-server/users.xml; takes effect without a restart -->\n<yandex><users><default>\n  <password_sha256_hex>SHA-256 OF A NEW PASSWORD</password_sha256_hex>\n  <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>\n</default></users></yandex>',
  },
];
