import type { AgoraRequest } from '../agoraRequest';
import type { AgoraClient } from '../client';
import { type AgoraError, isAgoraError } from '../error';
import type { WriteReport } from '../writeReport';

/** Keeps what one write was and how it ended, for the client's report of it. */
export class TrackedWrite {
	private readonly client: AgoraClient;
	private request: AgoraRequest | undefined;
	private error: AgoraError | undefined;
	private requestId: string | undefined;
	private resourceId: string | undefined;

	constructor(client: AgoraClient) {
		this.client = client;
	}

	/** `AgoraClient.send`, with its end remembered. */
	readonly send: AgoraClient['send'] = async (request, read, control) => {
		this.request = request;
		this.error = undefined;
		try {
			return await this.client.send(
				request,
				(reply) => {
					this.requestId = reply.requestId;
					this.resourceId = reply.resourceId;
					return read(reply);
				},
				control,
			);
		} catch (error) {
			this.error = isAgoraError(error) ? error : undefined;
			throw error;
		}
	};

	/** @param found what a look-up told, where the answer did not. */
	report(found?: WriteReport['outcome']): void {
		const { request, error, client } = this;
		// What was refused before anything was sent is no write.
		if (request && (error === undefined || error.sent || found)) {
			client.reportWrite({
				at: client.timing.now(),
				operation: request.operation,
				subject: request.subject ?? {},
				appId: request.params?.appId,
				region: request.params?.region,
				playerId: request.params?.id ?? this.resourceId,
				outcome: found ?? (error ? (error.outcome ?? 'notDone') : 'done'),
				reason: error?.kind,
				requestId: this.requestId ?? error?.requestId,
			});
		}
	}
}
