/** Where a client writes its lines. A `vscode.LogOutputChannel` is one. */
export interface RequestLog {
	/** Whether lines with the bodies of requests and answers are wanted, without their secrets; not by default. */
	readonly bodies?: boolean;
	debug(line: string): void;
	info(line: string): void;
	warn(line: string): void;
}
