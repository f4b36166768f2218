import { expect, test } from 'vitest';
import { describeFiles } from './describe-files.ts';

const signal = new AbortController().signal;

async function* of(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The fields that are secrets, by their names. */
async function secrets(text: string): Promise<Record<string, string>> {
  const result = await describeFiles([{ kind: 'stream', bytes: of(text), shown: 'it' }], { signal });
  return Object.fromEntries(
    result.datasets
      .flatMap((set) => set.fields)
      .flatMap((field) =>
        field.types
          .filter((one) => one.id.startsWith('credential.') && one.confidence >= 0.5)
          .map((one) => [field.path, one.id]),
      ),
  );
}

test('.env', async () => {
  const found = await secrets(
    'APP_NAME=shop\nAPP_ENV=production\nAPP_KEY=base64:q83Jk0p2Zl9vYx7Tn4Ws1Rb6Mh5Cd8Ef0Gg2Hi4=\nDB_HOST=127.0.0.1\nDB_USERNAME=shop\nDB_PASSWORD=kV9!rTq2xLp\nexport SMTP_PASS="hunter42!"\nMAIL_PASSWORD=null\nREDIS_PASSWORD=${REDIS_PW}\nQUEUE_PASSWORD=changeme\nCACHE_PASSWORD=\n',
  );
  expect(found.DB_PASSWORD).toBe('credential.password');
  expect(found.SMTP_PASS).toBe('credential.password');
  for (const name of ['MAIL_PASSWORD', 'REDIS_PASSWORD', 'QUEUE_PASSWORD', 'CACHE_PASSWORD', 'APP_NAME'])
    expect(found[name]).toBeUndefined();
});

test('docker-compose and application.yml', async () => {
  const compose = await secrets(
    'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: kV9rTq2xLp\n      - MYSQL_ROOT_PASSWORD=s3cr3tRoot\n    ports:\n      - "5432:5432"\n  web:\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD:-}\n      PASSWORD_MIN_LENGTH: 12\n',
  );
  expect(compose.POSTGRES_PASSWORD).toBe('credential.password');
  expect(compose.MYSQL_ROOT_PASSWORD).toBe('credential.password');
  expect(compose.DB_PASSWORD).toBeUndefined();
  const spring = await secrets(
    'spring:\n  datasource:\n    url: jdbc:mysql://db:3306/app\n    username: app\n    password: letmein2019\njwt:\n  secret: Zk81nf02mQpLs93h\n  expiration: 86400\n',
  );
  expect(spring.password).toBe('credential.password');
  expect(spring.secret).toBe('credential.secret');
});

test('programs: PHP, Python, Terraform, XML', async () => {
  const php = await secrets(
    "<?php\ndefine( 'DB_NAME', 'wordpress' );\ndefine( 'DB_PASSWORD', 'kV9!rTq2xLp' );\ndefine('AUTH_KEY', 'v@7Jd0^kq2Lm9!xPz4Rt');\n$table_prefix = 'wp_';\n",
  );
  expect(php.DB_PASSWORD).toBe('credential.password');
  expect(php.AUTH_KEY).toBe('credential.secret');
  const python = await secrets(
    "import os\nSECRET_KEY = 'django-insecure-8v0$k2m4n6p8q0r2t4v6x8z0'\nDATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'PASSWORD': 'kV9rTq2xLp',\n    }\n}\nAPI_TOKEN = os.environ['API_TOKEN']\npassword = form.password\ntoken = get_token(user)\n",
  );
  expect(python.PASSWORD).toBe('credential.password');
  expect(python.SECRET_KEY).toMatch(/^credential\.secret/);
  expect(Object.keys(python).sort()).toEqual(['PASSWORD', 'SECRET_KEY']);
  const terraform = await secrets(
    'resource "aws_db_instance" "main" {\n  username = "app"\n  password = "kV9rTq2xLp"\n  engine = "mysql"\n}\nprovider "x" {\n  token = var.token\n}\n',
  );
  expect(terraform).toEqual({ password: 'credential.password' });
  const xml = await secrets(
    '<settings>\n  <server>\n    <username>deploy</username>\n    <password>kV9rTq2xLp</password>\n  </server>\n  <add key="SmtpPassword" value="hunter42!"/>\n</settings>\n',
  );
  expect(xml).toEqual({ password: 'credential.password', SmtpPassword: 'credential.password' });
});

test('state of Terraform and a kubeconfig', async () => {
  const state = await secrets(
    JSON.stringify({
      version: 4,
      resources: [
        {
          type: 'aws_db_instance',
          instances: [{ attributes: { username: 'app', password: 'kV9rTq2xLp', port: 5432 } }],
        },
      ],
    }),
  );
  expect(Object.values(state)).toEqual(['credential.password']);
  const kube = await secrets(
    'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://10.0.0.1:6443\n  name: prod\nusers:\n- name: admin\n  user:\n    token: b7Kq0Zp2Lm9vXt4Rw8Yc1Nd5\n    password: ${PW}\n',
  );
  expect(Object.keys(kube)).toContain('token');
  expect(Object.keys(kube)).not.toContain('password');
});

test.each([
  [
    'properties in two languages',
    'login.password=Passwort\nlogin.password.hint=Bitte Passwort eingeben\nuser.token=Zeichen\n',
  ],
  [
    'placeholders',
    'password=<password>\npassword=xxxxxx\nPASSWORD={{ vault_pw }}\nsecret: !vault x\napi_key=YOUR_API_KEY\ntoken=********\n',
  ],
  [
    'types of a program',
    'interface A {\n  password: string;\n  token: string\n  apiKey?: string\n}\nconst password = req.body.password;\n',
  ],
  [
    'prose',
    'The password: see the letter.\nPlease reset your password, token or key soon.\nYour api key, as always, is secret.\n',
  ],
  [
    'names that go on',
    'token_url = "https://login.example/oauth"\nsecretName: tls-cert-7\npassword_file=/run/secrets/db1\nprimary_key = "id_9"\nmonkey=banana77\n',
  ],
])('no secrets: %s', async (_title, text) => {
  expect(await secrets(text)).toEqual({});
});
