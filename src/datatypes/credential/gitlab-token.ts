import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const gitlabToken = defineDataType({
  id: 'credential.gitlab-token',
  title: 'GitLab token',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['gitlab token', 'gitlab pat', 'runner token', 'private token', 'ci job token'] },
  weakHints: ['token', 'access token'],
  shapes: [
    'gl(pat|dt|ptt|rt|rtr|soat|ft|ffct|imt|agent|oas|cbt|wt)-[A-Za-z0-9_-]{20,64}(\\.[0-9a-z.]+)?',
    'GR1348941[A-Za-z0-9_-]{20}',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: ['glpat-00000000000000000000', 'glrt-AAAAAAAAAAAAAAAAAAAA', 'gldt-00000000000000000000'],
  counterexamples: ['glpat-000', 'glxyz-00000000000000000000', 'GR13'],
  source: 'GitLab security documentation: token overview',
});
