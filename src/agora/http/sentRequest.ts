/** What a failed request was, fit to be shown. */
export interface SentRequest {
	/** Host and port it was sent to. */
	readonly host: string;
	/** When it was sent, not when it was known to have failed. */
	readonly at: Date;
	/** A command line that sends it again, without secrets. */
	readonly curl: string;
}
