import type { FieldIssue } from '../fieldIssue';
import { AgoraError } from './error';
import { type OperationName, operationOf } from './operations';

/** The error for a request that was refused before it was sent. */
export function invalidRequest(operation: OperationName, issues: readonly FieldIssue[]): AgoraError {
	const message = `${operationOf(operation).title}: ${issues.map((issue) => issue.detail).join('; ')}.`;
	return new AgoraError({ kind: 'invalid', operation, message, issues });
}
