import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

/** `eyJ` is the base64url of an opening brace and quote; the header must name an algorithm (`"alg"` at one of the three phases). */
const ALG = ['ImFsZyI', 'JhbGci', 'iYWxnI'];

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const dot = bytes.indexOf(0x2e, start);
  if (dot < 0 || dot >= end) return false;
  for (const pattern of ALG) {
    for (let i = start; i + pattern.length <= dot; i++) {
      let k = 0;
      while (k < pattern.length && bytes[i + k] === pattern.charCodeAt(k)) k++;
      if (k === pattern.length) return true;
    }
  }
  return false;
}

export const jwt = defineDataType({
  id: 'credential.jwt',
  title: 'JSON Web Token',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: [
      'jwt',
      'id token',
      'access token',
      'bearer',
      'auth token',
      'authorization',
      'bearer token',
      'refresh token',
    ],
    zh: ['令牌', '访问令牌'],
  },
  weakHints: ['token', 'session', 'auth', 'cookie'],
  shapes: ['(Bearer )?eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*'],
  holds,
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.AAAAAAAAAAAAAAAAAAAAAA',
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.',
    'Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIwIn0.AAAA',
  ],
  counterexamples: [
    'eyJzdWIiOiJub2JvZHkifQ',
    'eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJub2JvZHkifQ.AA',
    'a.b.c',
    'eyJhbGciOiJIUzI1NiJ9.payload.sig',
  ],
  source: 'RFC 7519; RFC 7515 §7.1',
});
