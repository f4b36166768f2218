import type { Remedy } from '../../wire/service.ts';

/** How to close Elasticsearch and OpenSearch, by version of the product that answered. */
export const close: readonly Remedy[] = [
  {
    versions: '>=8.0',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: _local_` and restart.',
      'Then: set `xpack.security.enabled: true` in elasticsearch.yml and restart; it was switched off by hand, the default is on.',
    ],
    config:
      'xpack.security.enabled: true\nxpack.security.http.ssl.enabled: true\nxpack.security.transport.ssl.enabled: true\n# then: bin/elasticsearch-reset-password -u elastic\n# remove any xpack.security.authc.anonymous.* line',
  },
  {
    versions: '>=6.8 <8.0',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: _local_` and restart.',
      'Then: set `xpack.security.enabled: true` (free since 6.8 and 7.1) and run `bin/elasticsearch-setup-passwords auto`.',
    ],
    config:
      'xpack.security.enabled: true\nxpack.security.transport.ssl.enabled: true\nxpack.security.transport.ssl.verification_mode: certificate\nxpack.security.http.ssl.enabled: true\n# remove any xpack.security.authc.anonymous.* line',
  },
  {
    versions: '>=1.0 <6.8',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: 127.0.0.1` and restart.',
      'Then: put it behind a proxy that asks for credentials, and upgrade: this version has no free login and gets no fixes.',
    ],
    config: 'network.host: 127.0.0.1\n# 1.x also: script.disable_dynamic: true\n# 2.x: script.inline: false',
  },
  {
    versions: 'opensearch *',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: _local_` and restart.',
      'Then: remove `plugins.security.disabled: true`, set up certificates and run `securityadmin.sh`; remove `anonymous_auth_enabled: true`.',
    ],
    config:
      'plugins.security.disabled: false\nplugins.security.ssl.http.enabled: true\n# opensearch-security/config.yml:\n#   config.dynamic.http.anonymous_auth_enabled: false',
  },
];
