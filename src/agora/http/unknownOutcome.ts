import { AgoraError, type AgoraErrorDetails } from './error';
import { type OperationName, operationOf } from './operations';

/** The error for a write that may or may not have been done. `why` says how its answer was lost. */
export function unknownOutcome(
	operation: OperationName,
	why: string,
	details: Omit<AgoraErrorDetails, 'kind' | 'operation' | 'message'>,
): AgoraError {
	const { title, whenLost } = operationOf(operation);
	const message = `${title}: ${why}. It may have been done nonetheless: ${whenLost}.`;
	return new AgoraError({ ...details, kind: 'unknownOutcome', operation, message });
}
