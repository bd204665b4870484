import { expect, test } from '@jest/globals';
import { nameInFile } from '../src/index.ts';

test.each([
  ['name: deita\nservices: {}', 'deita'],
  ['# stack\nservices:\n  web:\n    image: x\nname: "notes-2"  # as it runs\n', 'notes-2'],
  ['name: deita\r\nservices: {}\r\n', 'deita'],
  ['services:\n  web:\n    networks:\n      default:\n        name: other', undefined],
  ['networks:\n  data: { name: fastvue-data }', undefined],
  ['name: ${STACK:-notes}', undefined],
  ['name: Not A Name', undefined],
])('the name in %j', (text, name) => {
  expect(nameInFile(text)).toBe(name);
});
