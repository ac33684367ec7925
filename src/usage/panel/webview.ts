import type { Disposable } from '../../common/disposable';

export interface PanelResources {
	/** Fresh for every document: the only thing that lets a script run. */
	readonly nonce: string;
	/** The webview's own source for resources of this extension. */
	readonly cspSource: string;
	readonly script: string;
	readonly style: string;
}

/** The document of the usage panel. Holds no data and no text: both arrive in validated messages. */
export function webviewHtml({ nonce, cspSource, script, style }: PanelResources): string {
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource};`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="UTF-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1.0">
	<link rel="stylesheet" href="${style}">
</head>
<body>
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** A webview that does not answer within so many milliseconds is gone or busy for good. */
const ANSWER_WITHIN_MS = 10_000;

/** The eight bytes every PNG file begins with (PNG specification, section 5.2). */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Asks the webview for its chart as a picture, and takes nothing for one that is no PNG. */
export class ChartImageRequests implements Disposable {
	readonly #request: (id: number) => void;
	readonly #waiting = new Map<number, (png: Uint8Array | undefined) => void>();
	#last = 0;

	constructor(request: (id: number) => void) {
		this.#request = request;
	}

	/** Undefined when there is no picture to be had. */
	async ask(): Promise<Uint8Array | undefined> {
		this.#last += 1;
		const id = this.#last;
		const answer = new Promise<Uint8Array | undefined>((resolve) => this.#waiting.set(id, resolve));
		const timer = setTimeout(() => this.answer(id, undefined), ANSWER_WITHIN_MS);
		this.#request(id);
		const png = await answer;
		clearTimeout(timer);
		return png && SIGNATURE.every((byte, index) => png[index] === byte) ? png : undefined;
	}

	answer(id: number, png: Uint8Array | undefined): void {
		this.#waiting.get(id)?.(png);
		this.#waiting.delete(id);
	}

	/** Leaves nobody waiting. */
	dispose(): void {
		for (const id of [...this.#waiting.keys()]) {
			this.answer(id, undefined);
		}
	}
}
