import type { Remedy } from '../../wire/service.ts';

/** How to close CouchDB and PouchDB's server. */
export const close: readonly Remedy[] = [
  {
    // The server of PouchDB counts on from 4; CouchDB has no such version.
    versions: '>=4.0',
    lines: [
      'Now: start it with `--host 127.0.0.1`.',
      'Then: add an administrator to its configuration, and put it behind a proxy that asks for credentials: its databases stay readable.',
    ],
    config: '{ "admins": { "admin": "A NEW PASSWORD" }, "httpd": { "bind_address": "127.0.0.1" } }',
  },
  {
    versions: '>=3.0 <4.0',
    lines: [
      'Now: block ports 5984, 6984 and 4369 from outside (firewall), or set `bind_address = 127.0.0.1` under [chttpd] and restart.',
      'Then: set `require_valid_user = true` under [chttpd] and give every open database members (`_security`); 3.x is closed unless somebody opened it.',
    ],
    config:
      '[chttpd]\nbind_address = 127.0.0.1\nrequire_valid_user = true\n[couchdb]\ndefault_security = admin_only',
  },
  {
    versions: '>=2.0 <3.0',
    lines: [
      'Now: block ports 5984, 5986, 6984 and 4369 from outside (firewall), or set `bind_address = 127.0.0.1` under [chttpd] and restart.',
      'Then: add an administrator under [admins], set `require_valid_user = true` under [chttpd], and give every database members.',
    ],
    config:
      '[chttpd]\nbind_address = 127.0.0.1\nrequire_valid_user = true\n[couchdb]\ndefault_security = admin_only\n[admins]\nadmin = A NEW PASSWORD',
  },
  {
    versions: '*',
    lines: [
      'Now: block port 5984 from outside (firewall), or set `bind_address = 127.0.0.1` under [httpd] and restart.',
      'Then: add an administrator under [admins], set `require_valid_user = true` under [couch_httpd_auth], and upgrade: 1.x has known holes and gets no fixes.',
    ],
    config:
      '[httpd]\nbind_address = 127.0.0.1\n[couch_httpd_auth]\nrequire_valid_user = true\n[admins]\nadmin = A NEW PASSWORD',
  },
];
