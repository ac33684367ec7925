import { expect, it } from 'vitest';
import { consoleUrl } from '../../../src/projects/consoleUrl';

it('each area has its own console, and a server of this machine has none', () => {
	expect(consoleUrl('global')).toMatch(/^https:\/\/console\.agora\.io\//);
	expect(consoleUrl('mainland')).toMatch(/^https:\/\/console\.shengwang\.cn\//);
	expect(consoleUrl('local')).toBeUndefined();
});
