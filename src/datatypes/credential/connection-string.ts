import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const connectionString = defineDataType({
  id: 'credential.connection-string',
  title: 'Connection string with a password',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'connection string',
      'database url',
      'db url',
      'dsn',
      'mongo uri',
      'mongodb uri',
      'redis url',
      'jdbc url',
      'connection uri',
      'conn str',
      'amqp url',
      'sqlalchemy database uri',
    ],
    zh: ['连接字符串', '数据库连接'],
    ru: ['строка подключения'],
    de: ['verbindungszeichenfolge'],
    es: ['cadena de conexión'],
  },
  weakHints: ['url', 'uri', 'connection', 'conn'],
  shapes: [
    '[a-z][a-z0-9+.-]*://[^/@: ]*:[^/@ ]+@[^/ ]+.*',
    'jdbc:.*[?&;](password|Password|pwd)=.+',
    '.*([Pp]assword|[Pp]wd|PWD)=[^;]+;?.*(Server|server|Host|host|Data Source|UID|Uid|User).*',
    '.*(Server|server|Host|host|Data Source|UID|Uid|User).*([Pp]assword|[Pp]wd|PWD)=[^;]+.*',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'mongodb://user:password@db.example.com:27017/app',
    'redis://:password@192.0.2.1:6379',
    'Server=db.example.com;Database=a;User Id=b;Password=c;',
    'jdbc:postgresql://db.example.com/a?user=b&password=c',
  ],
  counterexamples: ['https://example.com/', 'mongodb://db.example.com/app', 'user@example.com'],
  source: 'RFC 3986 §3.2.1; connection string references of the vendors',
});
