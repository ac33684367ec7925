import { MEDIA_PULL_MESSAGES, Refusal } from '../http/route';

// The messages of Media Pull REST API, Status codes.

export function invalidFormat(parameter: string): Refusal {
	return refusal(400, `Parameter '${parameter}' is invalid formatted.`);
}

export function invalidParameter(parameter: string): Refusal {
	return refusal(400, `Parameter ${parameter} is invalid. Fix it in your request and retry.`);
}

export function notEnabled(): Refusal {
	return refusal(403, MEDIA_PULL_MESSAGES[403]);
}

export function revoked(): Refusal {
	return refusal(403, "This project's permission to use Cloud Player was revoked. Contact us for details.");
}

export function notFound(): Refusal {
	return refusal(404, MEDIA_PULL_MESSAGES[404]);
}

/** `X-Resource-ID` tells which player already has the name. */
export function nameTaken(playerId: string): Refusal {
	return new Refusal({
		status: 409,
		headers: { 'X-Resource-ID': playerId },
		body: { message: MEDIA_PULL_MESSAGES[409] },
	});
}

export function rateExceeded(): Refusal {
	return refusal(429, MEDIA_PULL_MESSAGES[429]);
}

export function quotaExceeded(): Refusal {
	return refusal(429, 'Resources quota limit exceeded.');
}

function refusal(status: number, message: string): Refusal {
	return new Refusal({ status, body: { message } });
}
