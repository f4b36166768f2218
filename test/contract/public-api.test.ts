import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as api from '../../src/index.ts';

test('the public API is what it was: a removal or a renaming is a breaking change', () => {
  expect(Object.keys(api).sort()).toEqual([
    'ERRORS',
    'SidelightError',
    'VERSION',
    'compilePermit',
    'createDescriber',
    'datatypes',
    'defineDataType',
    'defineService',
    'describeInventory',
    'enisaSeverity',
    'eventSchema',
    'loadScope',
    'openStore',
    'prepareLook',
    'runLook',
    'services',
    'verifyLog',
    'verifyReceipt',
  ]);
});

test('the version is the package’s', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(api.VERSION).toBe(version);
});
