import { Refusal } from '../http/exchange';

/** Refuses with `{message}`, the form of the document. */
export function refusal(status: number, message: string): Refusal {
	return new Refusal({ status, body: { message } });
}

/** The document has no message for a wrong parameter. */
export function invalidParameter(name: string): Refusal {
	return refusal(400, `Invalid parameter: ${name}`);
}
