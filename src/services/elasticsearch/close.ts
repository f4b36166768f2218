import type { Remedy } from '../../wire/service.ts';

/** How to close Elasticsearch and OpenSearch, by version. */
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
    // Elasticsearch 1.x to 6.7, and OpenSearch 1.x to 3.x, whose numbers are the same.
    versions: '<6.8',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: 127.0.0.1` and restart.',
      'Then: on OpenSearch remove `plugins.security.disabled: true` and run `securityadmin.sh`; on Elasticsearch of this age upgrade, or put a proxy with a login in front: it has no free one.',
    ],
    config:
      '# OpenSearch\nplugins.security.disabled: false\nplugins.security.ssl.http.enabled: true\n# opensearch-security/config.yml: config.dynamic.http.anonymous_auth_enabled: false\n# Elasticsearch\nnetwork.host: 127.0.0.1\n# 1.x also: script.disable_dynamic: true\n# 2.x: script.inline: false',
  },
  {
    versions: '*',
    lines: [
      'Now: block port 9200 and 9300 from outside (firewall), or set `network.host: _local_` and restart.',
      'Then: switch the security of the engine on (`xpack.security.enabled: true`, or the security plugin of OpenSearch) and remove any anonymous role.',
    ],
    config: 'network.host: _local_\nxpack.security.enabled: true',
  },
];
