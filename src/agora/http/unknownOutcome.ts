import { AgoraError, type Outcome } from './error';
import { type OperationName, operationOf } from './operations';

/** What is known of an operation that got no answer that makes sense; nothing is asked of one that only reads. */
export function outcomeWithoutAnswer(operation: OperationName, neverSent: boolean): Outcome | undefined {
	if (operationOf(operation).check === undefined) {
		return undefined;
	}
	return neverSent ? 'notDone' : 'unknown';
}

/** The error for a write that may or may not have been done, also after it was looked up. `lost` says how its answer was lost. */
export function unknownOutcome(lost: AgoraError): AgoraError {
	const { check } = operationOf(lost.operation);
	const message = `${lost.message} It may have been done nonetheless: ${check}.`;
	return new AgoraError({ ...lost, kind: 'unknownOutcome', outcome: 'unknown', message });
}

/** The error for a write whose answer was lost and which was found not to have been done. */
export function notDone(lost: AgoraError): AgoraError {
	return new AgoraError({ ...lost, outcome: 'notDone', message: `${lost.message} Nothing was done.` });
}
