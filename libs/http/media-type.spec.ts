import { expect, test } from '@jest/globals';
import { mediaTypeOf } from './media-type.ts';

test.each([
  'application/json',
  'Application/JSON',
  ' application/json ',
  'application/json;charset=utf-8',
  'application/json; charset="UTF-8"',
  'application/json ; Charset="utf\\-8"',
  'application/json; profile="a;charset=no"; charset=utf8',
  'application/json; charset=us-ascii',
  'application/json;',
])('the media type %s is JSON', (header) => {
  expect(mediaTypeOf(header)).toBe('application/json');
});

test.each([
  'application/json; charset=iso-8859-1',
  'application/json; CHARSET="utf-16"',
  'application/json; charset=windows-1252',
])('the media type %s has a charset that is not accepted', (header) => {
  expect(() => mediaTypeOf(header)).toThrow(expect.objectContaining({ code: 'unsupported-media-type' }));
});

test.each([undefined, '', 'json', 'a b/c', '/'])('%s is no media type', (header) => {
  expect(mediaTypeOf(header)).toBeUndefined();
});
