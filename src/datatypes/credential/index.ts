import type { DataType } from '../datatype.ts';
import { aiServiceKey } from './ai-service-key.ts';
import { anthropicKey } from './anthropic-key.ts';
import { apiToken } from './api-token.ts';
import { awsAccessKey } from './aws-access-key.ts';
import { awsSecretKey } from './aws-secret-key.ts';
import { azureKey } from './azure-key.ts';
import { chatWebhook } from './chat-webhook.ts';
import { cloudPlatformKey } from './cloud-platform-key.ts';
import { cnCloudKey } from './cn-cloud-key.ts';
import { connectionString } from './connection-string.ts';
import { developerToolKey } from './developer-tool-key.ts';
import { gcpServiceAccount } from './gcp-service-account.ts';
import { githubToken } from './github-token.ts';
import { gitlabToken } from './gitlab-token.ts';
import { googleApiKey } from './google-api-key.ts';
import { hashArgon2 } from './hash-argon2.ts';
import { hashBcrypt } from './hash-bcrypt.ts';
import { hashCrypt } from './hash-crypt.ts';
import { hashDatabase } from './hash-database.ts';
import { hashLdap } from './hash-ldap.ts';
import { hashMd5 } from './hash-md5.ts';
import { hashPbkdf2 } from './hash-pbkdf2.ts';
import { hashPhpass } from './hash-phpass.ts';
import { hashSha1 } from './hash-sha1.ts';
import { hashSha256 } from './hash-sha256.ts';
import { jwt } from './jwt.ts';
import { kubeconfig } from './kubeconfig.ts';
import { mailServiceKey } from './mail-service-key.ts';
import { oneTimeCode } from './one-time-code.ts';
import { openaiKey } from './openai-key.ts';
import { otpSeed } from './otp-seed.ts';
import { password } from './password.ts';
import { paymentProviderKey } from './payment-provider-key.ts';
import { privateKey } from './private-key.ts';
import { recovery } from './recovery.ts';
import { ruCloudKey } from './ru-cloud-key.ts';
import { salt } from './salt.ts';
import { secretGeneric } from './secret-generic.ts';
import { session } from './session.ts';
import { slackToken } from './slack-token.ts';
import { stripeKey } from './stripe-key.ts';
import { wifiPassword } from './wifi-password.ts';

export const credentialTypes: readonly DataType[] = [
  aiServiceKey,
  anthropicKey,
  apiToken,
  awsAccessKey,
  awsSecretKey,
  azureKey,
  chatWebhook,
  cloudPlatformKey,
  cnCloudKey,
  connectionString,
  developerToolKey,
  gcpServiceAccount,
  githubToken,
  gitlabToken,
  googleApiKey,
  hashArgon2,
  hashBcrypt,
  hashCrypt,
  hashDatabase,
  hashLdap,
  hashMd5,
  hashPbkdf2,
  hashPhpass,
  hashSha1,
  hashSha256,
  jwt,
  kubeconfig,
  mailServiceKey,
  oneTimeCode,
  openaiKey,
  otpSeed,
  password,
  paymentProviderKey,
  privateKey,
  recovery,
  ruCloudKey,
  salt,
  secretGeneric,
  session,
  slackToken,
  stripeKey,
  wifiPassword,
];
