import { expect, test } from 'vitest';
import { tokenUserOf } from '../../../../src/projects/token/tokenUser';

test.each([
	['0', { uid: 0 }],
	['101', { uid: 101 }],
	['007', { account: '007' }],
	['teacher 101', { account: 'teacher 101' }],
	['-1', { account: '-1' }],
	['', { account: '' }],
])('%j stands for %j', (typed, user) => {
	expect(tokenUserOf(typed)).toEqual(user);
});
