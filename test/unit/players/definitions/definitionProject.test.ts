import { expect, it } from 'vitest';
import { projectProblem } from '../../../../src/players/definitions/checkDefinition';

it('only a project that is certainly disabled is a problem of a definition', () => {
	const project = { name: 'Class', appId: 'f00' };
	const problems = [true, undefined, false].map((enabled) =>
		projectProblem('Class', [{ ...project, enabled }]),
	);
	expect(problems).toEqual([undefined, undefined, 'disabledProject']);
});
