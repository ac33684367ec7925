/** Where a client writes its lines. Has the shape of a `vscode.LogOutputChannel`. */
export interface RequestLog {
	debug(line: string): void;
	info(line: string): void;
	warn(line: string): void;
}
