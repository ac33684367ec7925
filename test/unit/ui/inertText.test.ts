import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertMarkdown, inertText, withIcon } from '../../../src/ui/inertText';

/** Links in notifications, prompts and validation messages of VS Code (`parseLinkedText`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** Icons in labels of VS Code (`renderLabelWithIcons`). */
const ICON = /(\\)?\$\(((?:[A-Za-z0-9-]+)(?:~[A-Za-z]+)?)\)/;
/** Links without brackets in Markdown (GFM, Autolinks). */
const AUTOLINK = /(https?|ftp):\/\/[a-z0-9]|www\.[a-z0-9]|[a-z0-9._+-]+@[a-z0-9]/i;

const piece = fc.constantFrom(
	...['[', ']', '(', ')', '$', '\\', '<', '>', '&', '@', 'www.', 'https://', 'command:', 'x', '.', ' ', '"'],
);
const hostile = fc
	.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 })
	.map((all) => all.join(''));

describe('inertText', () => {
	it.each([
		['[Class](command:workbench.action.terminal.new)', LINK],
		['[Class](https://evil.example)', LINK],
		['[a](file:///etc/passwd "title")', LINK],
		['$(trash) Class', ICON],
		['$(sync~spin)', ICON],
	])('makes %s neither a link nor an icon', (text, pattern) => {
		expect(text).toMatch(pattern);
		expect(inertText(text)).not.toMatch(pattern);
	});

	it('makes any text neither a link nor an icon', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				expect(inertText(text)).not.toMatch(LINK);
				expect(inertText(text)).not.toMatch(ICON);
				expect(inertMarkdown(text)).not.toMatch(AUTOLINK);
			}),
		);
	});

	it('adds nothing but zero-width characters', () => {
		fc.assert(
			fc.property(
				hostile,
				(text) => inertText(text).replaceAll('\u200B', '') === text.replaceAll('\u200B', ''),
			),
		);
	});

	it('does not change text without links and icons', () => {
		for (const text of ['Class 7', 'a (b) [c]', 'https://example.com/live?a=b', 'max@example.com', '5 $']) {
			expect(inertText(text)).toBe(text);
		}
	});

	it('keeps an icon before the text', () => {
		expect(withIcon('check', '$(trash) [a](command:b)')).toBe('$(check) $\u200B(trash) [a]\u200B(command:b)');
	});
});

describe('inertMarkdown', () => {
	it('escapes brackets that would end the label of a link', () => {
		for (const text of [
			'a](command:b)',
			'a\\](command:b)',
			'a\\\\](command:b)',
			'![a](https://evil.example/b.png)',
		]) {
			expect(inertMarkdown(text)).not.toMatch(/(?<!\\)(\\\\)*[[\]]/);
		}
		expect(inertMarkdown('<command:a>')).not.toMatch(/<|command:a>/);
	});
});
