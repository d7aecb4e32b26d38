import { describe, expect, test } from 'vitest';
import { makeNameCheck } from './own-names.ts';

const onThisMachine = { host: '127.0.0.1' };
const public_ = { host: '127.0.0.1', publicAddress: 'https://Breakwater.Example/' };
const onOneAddress = { host: '192.0.2.7' };
const onAll = { host: '0.0.0.0' };
const onAllSix = { host: '::' };

describe('a request is answered', () => {
  test.each([
    ['localhost:3000', onThisMachine],
    ['LOCALHOST', onThisMachine],
    ['localhost.', onThisMachine],
    ['127.0.0.1:3000', onThisMachine],
    ['127.8.9.1', onThisMachine],
    ['[::1]:3000', onThisMachine],
    ['[0:0:0:0:0:0:0:1]', onThisMachine],
    ['breakwater.example', public_],
    ['BREAKWATER.example:443', public_],
    ['127.0.0.1:3000', public_],
    ['192.0.2.7:80', onOneAddress],
    ['[2001:db8::7]', { host: '2001:db8::7' }],
    ['county.internal', { host: 'county.internal' }],
    ['198.51.100.3:3000', onAll],
    ['[2001:db8::9]:3000', onAllSix],
  ])('to %s when it listens on %o', (host, reach) => {
    expect(makeNameCheck(reach)(host)).toBe(true);
  });
});

describe('a request is not answered', () => {
  test.each([
    ['rebound.example', onThisMachine],
    ['localhost.rebound.example', onThisMachine],
    ['127.0.0.1.rebound.example', onThisMachine],
    ['breakwater.example.rebound.example', public_],
    ['rebound.example:3000', public_],
    ['192.0.2.8', onOneAddress],
    ['198.51.100.3', { ...onAll, publicAddress: 'https://breakwater.example' }],
    ['rebound.example', onAll],
    ['0.0.0.0', onThisMachine],
    ['', onAll],
    ['localhost@rebound.example', onThisMachine],
    ['rebound.example#localhost', onThisMachine],
    ['[::1', onThisMachine],
    ['[zz]', onAllSix],
    ['localhost:99999', onThisMachine],
  ])('to "%s" when it listens on %o', (host, reach) => {
    expect(makeNameCheck(reach)(host)).toBe(false);
  });
});
