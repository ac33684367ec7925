/** One thing wrong with a request, found before it was sent. */
export interface FieldIssue {
	/** The field's name as the API documents write it, nested ones with a dot: `videoOptions.width`. */
	readonly field: string;
	readonly rule: 'required' | 'tooLong' | 'characters' | 'range' | 'exclusive' | 'format' | 'unknown';
	/** English, for the log and as a fallback. Never holds the value of a field that may be secret. */
	readonly detail: string;
}
