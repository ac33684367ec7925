import { AgoraError } from '../../../src/agora/errors';

/** What a call throws, which must be an AgoraError: no other error may reach a caller. */
export async function thrownBy(promise: Promise<unknown>): Promise<AgoraError> {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof AgoraError)) {
		throw new Error(`an AgoraError was expected, not ${String(error)}`);
	}
	return error;
}
