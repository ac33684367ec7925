import { randomUUID } from 'node:crypto';
import type { AgoraRequest } from '../agoraRequest';
import type { AgoraClient } from '../client';
import { isAgoraError } from '../error';
import type { WriteReport, WriteStart } from '../writeReport';

/** Announces one write before it is sent, keeps how it ended, and reports it. */
export class TrackedWrite {
	private readonly client: AgoraClient;
	private readonly id = randomUUID();
	private request: AgoraRequest | undefined;
	/** What the newest attempt threw. */
	private failure: { readonly error: unknown } | undefined;
	private requestId: string | undefined;
	private resourceId: string | undefined;

	constructor(client: AgoraClient) {
		this.client = client;
	}

	/** `AgoraClient.send`, with its end remembered. */
	readonly send: AgoraClient['send'] = async (request, read, control) => {
		const isFirst = this.request === undefined;
		this.request = request;
		this.failure = undefined;
		if (isFirst) {
			await this.client.announceWrite(this.startOf(request));
		}
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
			this.failure = { error };
			throw error;
		}
	};

	/** @param found what a look-up told, where the answer did not. */
	report(found?: WriteReport['outcome']): void {
		const { request, failure, client } = this;
		if (request) {
			const error = isAgoraError(failure?.error) ? failure.error : undefined;
			const start = this.startOf(request);
			client.reportWrite({
				...start,
				playerId: start.playerId ?? this.resourceId,
				outcome: found ?? this.outcome(),
				reason: error?.kind,
				requestId: this.requestId ?? error?.requestId,
			});
		}
	}

	private outcome(): WriteReport['outcome'] {
		if (!this.failure) {
			return 'done';
		}
		const { error } = this.failure;
		if (!isAgoraError(error)) {
			return 'unknown';
		}
		return error.sent ? (error.outcome ?? 'notDone') : 'notSent';
	}

	private startOf({ operation, subject, params }: AgoraRequest): WriteStart {
		return {
			id: this.id,
			at: this.client.timing.now(),
			operation,
			subject: subject ?? {},
			appId: params?.appId,
			region: params?.region,
			playerId: params?.id,
		};
	}
}
