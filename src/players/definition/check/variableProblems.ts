import { type DefinitionText, partSpan } from '../file/definitionText';
import { SECRET_FIELDS } from '../schema/definition';
import { type Path, textsIn, type VariableUse, variablesIn } from '../variables/variables';
import type { DefinitionProblem } from './checkDefinition';

/** The variables of a definition that mean nothing, and secrets where others would see them. */
export function variableProblems(document: DefinitionText): DefinitionProblem[] {
	return textsIn(document.value).flatMap(({ path, text }) =>
		variablesIn(text).flatMap((use): DefinitionProblem[] => {
			const code = variableProblem(path, use);
			const span = partSpan(document, path, use.start, use.end);
			const field = path.filter((key) => key !== 'player').join('.');
			return code ? [{ code, severity: 'error', field, span, detail: '', bySchema: false }] : [];
		}),
	);
}

function variableProblem(
	path: Path,
	{ variable }: VariableUse,
): 'unknownVariable' | 'misplacedSecret' | undefined {
	if (!variable || path[0] === '$schema') {
		return path[0] === '$schema' ? undefined : 'unknownVariable';
	}
	const maySecret = path[0] === 'player' && path.length === 2 && SECRET_FIELDS.includes(String(path[1]));
	return variable.kind === 'secret' && !maySecret ? 'misplacedSecret' : undefined;
}
