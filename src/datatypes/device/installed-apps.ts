import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const installedApps = defineDataType({
  id: 'device.installed-apps',
  title: 'Programs installed on a device',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'installed apps',
      'app list',
      'installed packages',
      'package list',
      'installed applications',
      'apps installed',
    ],
    zh: ['已安装应用', '应用列表', '安装列表', '手机应用', 'yylb'],
    ru: ['установленные приложения'],
    es: ['aplicaciones instaladas'],
    de: ['installierte apps'],
  },
  shapes: [],
  nullRate: 1,
  needs: 'name',
  examples: [],
  counterexamples: [],
  source: 'PIPL practice: list of applications (GB/T 35273 annex A)',
});
