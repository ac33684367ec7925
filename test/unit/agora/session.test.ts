import { describe, expect, test } from 'vitest';
import {
	isDigitsAccount,
	isUid,
	isUserUid,
	optionalUserText,
	readChannelUser,
	readOptionalUser,
} from '../../../src/agora/session';

describe('readChannelUser', () => {
	test.each([
		['0', { uid: 0 }],
		['101', { uid: 101 }],
		[' 101 ', { uid: 101 }],
		['4294967296', { uid: 4294967296 }],
		['007', { account: '007' }],
		['00', { account: '00' }],
		['teacher 101', { account: 'teacher 101' }],
		['-1', { account: '-1' }],
		['1.0', { account: '1.0' }],
		['', { account: '' }],
	])('reads %j as %j', (typed, user) => {
		expect(readChannelUser(typed)).toEqual(user);
	});
});

test.each([
	['', { uid: 0 }, ''],
	['  ', { uid: 0 }, ''],
	['0', { uid: 0 }, '0'],
	[' 7 ', { uid: 7 }, '7'],
	['teacher', { account: 'teacher' }, 'teacher'],
])('an optional user %j is read as %j and kept as %j', (typed, user, text) => {
	expect(readOptionalUser(typed)).toEqual(user);
	expect(optionalUserText(typed)).toBe(text);
});

test.each([
	['007', true],
	['0', false],
	['101', false],
	['a007', false],
	['', false],
])('isDigitsAccount(%j) is %j', (typed, expected) => {
	expect(isDigitsAccount(typed)).toBe(expected);
});

test('a uid has 32 bits', () => {
	expect([0, 1, 4294967295].every(isUid)).toBe(true);
	expect([-1, 1.5, 4294967296, Number.NaN].some(isUid)).toBe(false);
});

test('the uid of a user in a channel is not 0', () => {
	expect([1, 4294967295].every(isUserUid)).toBe(true);
	expect([0, -1, 1.5, 4294967296, Number.NaN].some(isUserUid)).toBe(false);
});
