import { describe, expect, it } from 'vitest';
import { isDefinitionFile } from '../../../../src/players/definitions/definitionFile';

describe('isDefinitionFile', () => {
	it.each([
		['/ws/class.agora-player.json', 'file', true],
		['/ws/class.agora-player.jsonc', 'file', true],
		['class.agora-player.json', 'untitled', true],
		['/ws/class.agora-player.json', 'git', false],
		['/ws/agora-player.json', 'file', false],
		['/ws/class.agora-player.json.bak', 'file', false],
	])('is for %s of scheme %s: %s', (path, scheme, expected) => {
		expect(isDefinitionFile({ scheme, path })).toBe(expected);
	});
});
