import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const privateKey = defineDataType({
  id: 'credential.private-key',
  title: 'Private key (PEM, OpenSSH, PGP, PuTTY)',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'private key',
      'privatekey',
      'ssh key',
      'ssh private key',
      'pem',
      'rsa private key',
      'priv key',
      'tls key',
      'signing key',
    ],
    zh: ['私钥', 'siyao'],
    ru: ['закрытый ключ', 'приватный ключ'],
    de: ['privater schlüssel'],
    fr: ['clé privée'],
    es: ['clave privada'],
  },
  weakHints: ['key', 'secret', 'cert'],
  antiHints: ['public key', 'key id'],
  shapes: [
    '-----BEGIN ((RSA|EC|DSA|OPENSSH|ENCRYPTED|ANY) )?PRIVATE KEY-----.*',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----.*',
    'PuTTY-User-Key-File-[23]:.*',
    '(LS0tLS1CRUdJTiBQUklWQVRFIEtFWS|LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt|LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS|LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ).*',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA',
    'PuTTY-User-Key-File-3: ssh-ed25519',
  ],
  counterexamples: ['-----BEGIN PUBLIC KEY-----\nAAAA', '-----BEGIN CERTIFICATE-----', 'ssh-rsa AAAAB3'],
  source: 'RFC 7468; PROTOCOL.key of OpenSSH; RFC 9580',
});
