import type { Disposable } from '../../common/disposable';

export interface WebviewResources {
	/** New for every document; only scripts with it run. */
	readonly nonce: string;
	/** The webview's own source for resources of this extension. */
	readonly cspSource: string;
	readonly script: string;
	readonly style: string;
}

/** The document of the usage panel. It contains neither data nor texts: both arrive in validated messages. */
export function webviewHtml({ nonce, cspSource, script, style }: WebviewResources): string {
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

/** How long to wait for a webview that may be gone or busy. */
const TIMEOUT_MS = 10_000;

/** The eight bytes every PNG file begins with (PNG specification, section 5.2). */
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Requests the chart from the webview as an image, and accepts only PNG data. */
export class ChartImageRequests implements Disposable {
	readonly #post: (id: number) => void;
	readonly #pending = new Map<number, (png: Uint8Array | undefined) => void>();
	#lastId = 0;

	constructor(post: (id: number) => void) {
		this.#post = post;
	}

	/** Undefined when there is no image. */
	async request(): Promise<Uint8Array | undefined> {
		this.#lastId += 1;
		const id = this.#lastId;
		const response = new Promise<Uint8Array | undefined>((resolve) => this.#pending.set(id, resolve));
		const timer = setTimeout(() => this.resolve(id, undefined), TIMEOUT_MS);
		this.#post(id);
		const png = await response;
		clearTimeout(timer);
		return png && PNG_SIGNATURE.every((byte, index) => png[index] === byte) ? png : undefined;
	}

	resolve(id: number, png: Uint8Array | undefined): void {
		this.#pending.get(id)?.(png);
		this.#pending.delete(id);
	}

	/** Resolves all pending requests without an image. */
	dispose(): void {
		for (const id of [...this.#pending.keys()]) {
			this.resolve(id, undefined);
		}
	}
}
