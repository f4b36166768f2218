import { positive, type Positive } from './positive.ts';
import type { Rng } from './random.ts';
import type { Json, RowContext } from './shape.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const ALNUM = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`;
const URL64 = `${ALNUM}-_`;
const B64 = `${ALNUM}+/`;
const CRYPT = `./${ALNUM}`;

const each = (make: (r: Rng, row: RowContext) => Json): Positive['begin'] => () => (row) => make(row.r, row);
const b64 = (text: string): string => Buffer.from(text).toString('base64url');

/** Thirty random characters and their CRC-32 in base 62, digits first, as GitHub wrote of its tokens in 2021. */
function github(r: Rng): string {
  const body = r.chars(30, ALNUM);
  let crc = 0xffffffff;
  for (const char of body) {
    crc ^= char.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  const base = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let check = '';
  for (let i = 0; i < 6; i++) {
    check = (base[rest % 62] as string) + check;
    rest = Math.floor(rest / 62);
  }
  return `ghp_${body}${check}`;
}

export const positiveSecrets: readonly Positive[] = [
  positive('credential.password', '', 'w', 'password pwd', 'passwd user_password', each((r) => r.pick(['sunshine', 'dragon', 'Passw0rd', 'qwerty', 'letmein', 'monkey', 'blue']) + r.pick(['', '!', '1', '123', '#7']) + r.int(1, 999))),
  positive('credential.password', 'ru', 'w', 'пароль', 'parol', each((r) => r.chars(r.int(6, 11), ALNUM))),
  positive('credential.password', 'zh-CN', 'w', '密码', '登录密码', each((r) => r.chars(r.int(6, 12), ALNUM))),
  positive('credential.password', 'tr', 'w', 'sifre', 'parola', each((r) => r.chars(r.int(6, 11), ALNUM))),
  positive('credential.password', 'ar', 'w', 'كلمة_المرور', 'كلمة_السر', each((r) => r.chars(r.int(6, 11), ALNUM))),
  positive('credential.hash.bcrypt', '', 's', 'password_hash pass', 'pw_hash encrypted_password', each((r) => `$2${r.pick(['a', 'b', 'y'])}$${r.pick(['10', '12'])}$${r.chars(21, CRYPT)}${r.pick([...'.Oeu'])}${r.chars(30, CRYPT)}${r.pick([...'.Oeu'])}`)),
  positive('credential.hash.argon2', '', 's', 'password_hash', 'pwhash', each((r) => `$argon2id$v=19$m=65536,t=3,p=4$${r.chars(22, B64)}$${r.chars(43, B64)}`)),
  positive('credential.hash.pbkdf2', '', 's', 'password', 'pass_digest', each((r) => `pbkdf2_sha256$${r.pick(['260000', '390000'])}$${r.chars(22, ALNUM)}$${r.chars(43, B64)}=`)),
  positive('credential.hash.crypt', '', 's', 'shadow', 'unix_hash', each((r) => `$6$${r.chars(8, CRYPT)}$${r.chars(86, CRYPT)}`)),
  positive('credential.hash.phpass', '', 's', 'user_pass', 'wp_hash', each((r) => `$P$B${r.chars(30, CRYPT)}`)),
  positive('credential.hash.ldap', '', 's', 'userPassword', 'ldap_password', each((r) => `{SSHA}${r.chars(38, B64)}==`)),
  positive('credential.hash.database', '', 's', 'authentication_string', 'db_auth', each((r) => `*${r.hex(40).toUpperCase()}`)),
  positive('credential.hash.md5 credential.password', '', 'w', 'password_md5 passwd', 'pwd_md5 password', each((r) => r.hex(32))),
  positive('credential.hash.sha1 credential.password', '', 'w', 'password_sha1', 'pass_sha1', each((r) => r.hex(40))),
  positive('credential.hash.sha256 credential.password', '', 'w', 'password_sha256 password', 'password_hash', each((r) => r.hex(64))),
  positive('credential.salt', '', 'w', 'salt', 'password_salt', each((r) => r.chars(16, ALNUM))),
  positive('credential.jwt', '', 's', 'token access_token', 'jwt id_token', each((r) => `${b64('{"alg":"HS256","typ":"JWT"}')}.${b64(`{"sub":"${r.digits(8)}","exp":${r.int(1_700_000_000, 1_790_000_000)}}`)}.${r.chars(43, URL64)}`)),
  positive('credential.aws-access-key', '', 's', 'aws_key access_key', 'aws_access_key_id', each((r) => `AKIA${r.chars(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`)),
  positive('credential.aws-secret-key credential.secret', '', 'w', 'aws_secret_access_key', 'aws_secret', each((r) => r.chars(40, B64))),
  positive('credential.github-token', '', 's', 'github_token', 'gh_pat', each((r) => github(r))),
  positive('credential.gitlab-token', '', 's', 'gitlab_token', 'gl_token', each((r) => `glpat-${r.chars(20, URL64)}`)),
  positive('credential.slack-token', '', 's', 'slack_token', 'slack_bot', each((r) => `xoxb-${r.digits(11)}-${r.digits(12)}-${r.chars(24, ALNUM)}`)),
  positive('credential.stripe-key', '', 's', 'stripe_key', 'stripe_secret', each((r) => `sk_live_${r.chars(24, ALNUM)}`)),
  positive('credential.google-api-key', '', 's', 'google_api_key', 'maps_key', each((r) => `AIza${r.chars(35, URL64)}`)),
  positive('credential.openai-key', '', 's', 'openai_key', 'openai_api_key', each((r) => `sk-${r.chars(20, ALNUM)}T3BlbkFJ${r.chars(20, ALNUM)}`)),
  positive('credential.anthropic-key', '', 's', 'anthropic_api_key', 'claude_key', each((r) => `sk-ant-api03-${r.chars(93, URL64)}AA`)),
  positive('credential.ai-service-key', '', 's', 'hf_token', 'huggingface_token', each((r) => `hf_${r.chars(34, `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`)}`)),
  positive('credential.api-token', '', 's', 'npm_token', 'registry_token', each((r) => `npm_${r.chars(36, ALNUM)}`)),
  positive('credential.azure-key', '', 's', 'storage_connection', 'azure_storage', each((r) => `DefaultEndpointsProtocol=https;AccountName=${r.chars(9, LOWER)};AccountKey=${r.chars(86, B64)}==;EndpointSuffix=core.windows.net`)),
  positive('credential.cn-cloud-key', '', 's', 'oss_access_key', 'aliyun_ak', each((r) => `LTAI5t${r.chars(18, ALNUM)}`)),
  positive('credential.connection-string', '', 's', 'database_url dsn', 'mongo_uri connectionString', each((r) => `${r.pick(['mongodb', 'postgres', 'mysql'])}://${r.pick(['app', 'svc', 'reader'])}:${r.chars(12, ALNUM)}@db${r.int(1, 9)}.example.com:${r.pick(['27017', '5432', '3306'])}/main`)),
  positive('credential.private-key', '', 's', 'private_key ssh_key', 'pem tls_key', each((r) => `-----BEGIN RSA PRIVATE KEY-----\n${r.chars(64, B64)}\n${r.chars(64, B64)}\n-----END RSA PRIVATE KEY-----`)),
  positive('credential.gcp-service-account credential.private-key', '', 's', 'service_account', 'gcp_credentials', each((r) => `{"type": "service_account", "project_id": "p-${r.digits(4)}", "private_key_id": "${r.hex(40)}", "private_key": "-----BEGIN PRIVATE KEY-----\\n${r.chars(64, B64)}\\n-----END PRIVATE KEY-----\\n", "client_email": "svc@p-${r.digits(4)}.iam.gserviceaccount.com"}`), 'contact.email credential.private-key'),
  positive('credential.otp-seed', '', 's', 'totp_url', 'otp_uri', each((r) => `otpauth://totp/App:${r.chars(8, LOWER)}?secret=${r.chars(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}&issuer=App`)),
  positive('credential.otp-seed', '', 'w', 'totp_secret', 'mfa_secret', each((r) => r.chars(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'))),
  positive('credential.one-time-code', '', 'w', 'otp_code verification_code', 'sms_code', each((r) => r.digits(6))),
  positive('credential.session credential.secret', '', 'w', 'session_id', 'sessionToken', each((r) => r.chars(32, ALNUM))),
  positive('credential.secret', '', 'w', 'api_key client_secret', 'apiSecret secret_key', each((r) => r.chars(40, ALNUM)), 'credential.aws-secret-key'),
  positive('credential.wifi-password credential.password', '', 'w', 'wifi_password', 'wpa_psk', each((r) => r.chars(12, ALNUM))),
  positive('credential.recovery', '', 'w', 'security_answer', 'secret_question', each((r) => r.pick(['my first car', 'mothers maiden name?', 'rex', 'blue street', 'first school?']) + r.pick(['', ' 2', ' old']))),
  positive('credential.kubeconfig credential.private-key credential.secret', '', 's', 'kubeconfig', 'kube_config', each((r) => `apiVersion: v1\nclusters:\n- cluster:\n    server: https://k${r.int(1, 9)}.example.com\nkind: Config\nusers:\n- user:\n    client-key-data: ${r.chars(120, B64)}`)),
];
