import { isIP } from 'node:net';
import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { isAgoraError } from '../errors';
import type { CallControl } from '../operations';
import { anyItems, isObject, readText } from '../parsing';
import { logUnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';

const responseSchema = v.object({ data: v.object({ service: v.object({ hosts: anyItems }) }) });

/**
 * Reads the IPv4 and IPv6 addresses from which Agora sends notifications (docs/agora-api.md, Notifications), for the rules of a firewall;
 * each once, in the order of the response.
 *
 * @throws AgoraError; `badResponse` also if the response contains hosts, but no address.
 */
export async function listSenderAddresses(client: AgoraClient, control?: CallControl): Promise<string[]> {
	try {
		return await readAddresses(client, 'v2', control);
	} catch (error) {
		if (isAgoraError(error) && error.kind === 'notFound') {
			return await readAddresses(client, 'v1', control);
		}
		throw error;
	}
}

function readAddresses(client: AgoraClient, version: 'v1' | 'v2', control: CallControl): Promise<string[]> {
	return client.send(
		{ operation: 'listSenderAddresses', params: { version } },
		(response) => addressesIn(client, response),
		control,
	);
}

function addressesIn(client: AgoraClient, response: AgoraResponse): string[] {
	const { hosts } = parseResponse(response, responseSchema).data.service;
	const addresses = hosts.map(readAddress).filter((address) => address !== undefined);
	if (addresses.length === 0 && hosts.length > 0) {
		throw badResponseError(response, 'the response does not contain the addresses');
	}
	const rejected = hosts.length - addresses.length;
	logUnreadableItems(client.log, ['listSenderAddresses', 'addresses'], { rejected, partial: 0 });
	return [...new Set(addresses)];
}

/** An address may become part of a configuration file, so it contains nothing else, such as the zone of a link-local one. */
function readAddress(host: unknown): string | undefined {
	const text = isObject(host) ? readText(host.primaryIP) : undefined;
	return text !== undefined && isIP(text) !== 0 && !text.includes('%') ? text.toLowerCase() : undefined;
}
