import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const azureKey = defineDataType({
  id: 'credential.azure-key',
  title: 'Azure storage key, shared-access signature or client secret',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'azure storage key',
      'azure key',
      'sas token',
      'azure client secret',
      'storage account key',
      'azure connection string',
    ],
  },
  weakHints: ['connection string', 'account key', 'key'],
  shapes: [
    '.*AccountKey=[A-Za-z0-9+/]{86}==.*',
    '.*SharedAccessKey=[A-Za-z0-9+/]{43}=.*',
    '.*[?&]sig=[A-Za-z0-9%]{43,63}(%3D|%3d|=)?.*',
    '[A-Za-z0-9_~.]{3}8Q~[A-Za-z0-9_~.-]{34}',
    '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}',
    '[A-Za-z0-9]{52}JQQJ9[9D][A-Za-z0-9]{26}',
    '[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}',
    '[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=',
    '[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==',
    '[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==',
    '[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{5}[AQgw]==',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'DefaultEndpointsProtocol=https;AccountName=example;AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==;',
    'Endpoint=sb://example.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    'abc8Q~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
  counterexamples: ['AccountKey=short==', 'https://example.com/?sig=1', 'abc8Q~AA'],
  source:
    'Azure Storage: connection strings and shared access signatures; Microsoft: identifiable secrets with fixed signatures (AZDO, JQQJ9, AzSe, AzCa, AzFu, ACDb, ASt)',
});
