import { describe, expect, it } from 'vitest';
import { ChartImageRequests, webviewHtml } from '../../../../src/usage/panel/webview';

const html = webviewHtml({
	nonce: 'n0nce',
	cspSource: 'https://webview.example',
	script: 'https://webview.example/usage.js',
	style: 'https://webview.example/usage.css',
});

describe('webviewHtml', () => {
	it('forbids everything but its own script and style sheet', () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
		expect(policy).toBe("default-src 'none'; script-src 'nonce-n0nce'; style-src https://webview.example;");
	});

	it('has no inline script, style or handler', () => {
		expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/);
		expect(
			[...html.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, attributes, text]) => [attributes, text]),
		).toEqual([[' nonce="n0nce" src="https://webview.example/usage.js"', '']]);
	});
});

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

function asked(): { readonly images: ChartImageRequests; readonly ids: number[] } {
	const ids: number[] = [];
	return { images: new ChartImageRequests((id) => ids.push(id)), ids };
}

describe('ChartImageRequests', () => {
	it('resolves each request with its own response', async () => {
		const { images, ids } = asked();
		const [first, second] = [images.request(), images.request()];
		images.resolve(ids[1] ?? 0, undefined);
		images.resolve(ids[0] ?? 0, png);
		expect(await first).toBe(png);
		expect(await second).toBeUndefined();
	});

	it('rejects data that is not PNG', async () => {
		const { images, ids } = asked();
		const answer = images.request();
		images.resolve(ids[0] ?? 0, new TextEncoder().encode('<svg onload="alert(1)"/>'));
		expect(await answer).toBeUndefined();
	});

	it('ignores responses without a request', async () => {
		const { images, ids } = asked();
		const answer = images.request();
		images.resolve(99, png);
		images.resolve(ids[0] ?? 0, png);
		images.resolve(ids[0] ?? 0, undefined);
		expect(await answer).toBe(png);
	});

	it('resolves pending requests without an image when the webview is gone', async () => {
		const { images } = asked();
		const answer = images.request();
		images.dispose();
		expect(await answer).toBeUndefined();
	});
});
