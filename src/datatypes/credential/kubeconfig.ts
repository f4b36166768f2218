import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const kubeconfig = defineDataType({
  id: 'credential.kubeconfig',
  title: 'Cluster or container credentials in a file',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'kubeconfig',
      'kube config',
      'client key data',
      'dockerconfigjson',
      'docker config',
      'npmrc',
      'netrc',
      'pgpass',
      'htpasswd',
      'dotenv',
      'env file',
    ],
  },
  weakHints: ['config', 'credentials'],
  shapes: [
    'apiVersion: v1.*kind: Config.*',
    '.*client-key-data: [A-Za-z0-9+/=]+.*',
    '\\{ ?"auths": ?\\{.*',
    '.*//.+:_authToken=.+',
    'machine .+ login .+ password .+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '{"auths":{"registry.example.com":{"auth":"AAAA"}}}',
    '//registry.example.com/:_authToken=AAAA',
    'machine example.com login nobody password example',
  ],
  counterexamples: ['apiVersion: v1', '{"auth":1}', 'login password'],
  source: 'Kubernetes, Docker, npm and curl documentation of their credential files',
});
