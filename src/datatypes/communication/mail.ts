import { defineDataType } from '../datatype.ts';
import { PERSONAL_SENSITIVE } from '../law.ts';

export const mail = defineDataType({
  id: 'communication.mail',
  title: 'Mail message with headers',
  group: 'communication',
  law: PERSONAL_SENSITIVE,
  weight: 'high',
  hints: { en: ['raw email', 'eml', 'mime message', 'email source', 'raw message', 'mail source'] },
  weakHints: ['message', 'body', 'mail', 'content'],
  shapes: ['(Return-Path|Received|From|To|Delivered-To|MIME-Version|Message-ID|Date|Subject): .*\n.*'],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'From: nobody@example.com\nTo: nobody@example.org\n\nHello',
    'Received: from mx.example.com\n by mx.example.org',
    'Subject: test\n\nbody',
  ],
  counterexamples: ['From: nobody', 'Hello\nFrom: x', 'Subject'],
  source: 'RFC 5322 §3.6',
});
