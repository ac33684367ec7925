import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../../src/usage/panel/panelHtml';

const html = panelHtml({
	nonce: 'n0nce',
	cspSource: 'https://webview.example',
	script: 'https://webview.example/usage.js',
	style: 'https://webview.example/usage.css',
});

describe('panelHtml', () => {
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
