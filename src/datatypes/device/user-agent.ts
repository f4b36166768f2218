import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const userAgent = defineDataType({
  id: 'device.user-agent',
  title: 'Browser or device description (user agent)',
  group: 'device',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: ['user agent', 'useragent', 'ua', 'http user agent', 'browser', 'client agent'],
    zh: ['浏览器', '用户代理'],
    ru: ['браузер'],
  },
  shapes: [
    '(Mozilla|Opera|Dalvik|okhttp|curl|Wget|python-requests|Go-http-client|PostmanRuntime|CFNetwork|Apache-HttpClient|Java|MicroMessenger)/\\d.*',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: ['Mozilla/5.0 (X11; Linux x86_64)', 'curl/8.0.1', 'okhttp/4.9.0'],
  counterexamples: ['Mozilla', 'nothing/1.0', 'curl'],
  source: 'RFC 9110 §10.1.5',
});
