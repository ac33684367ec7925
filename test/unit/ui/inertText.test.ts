import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertMarkdown, inertText, withIcon } from '../../../src/ui/inertText';

/** What VS Code makes links of in notifications, prompts and validation messages (`parseLinkedText`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** What VS Code makes icons of in labels (`renderLabelWithIcons`). */
const ICON = /(\\)?\$\(((?:[A-Za-z0-9-]+)(?:~[A-Za-z]+)?)\)/;
/** What Markdown makes links of without brackets (GFM, Autolinks). */
const AUTOLINK = /(https?|ftp):\/\/[a-z0-9]|www\.[a-z0-9]|[a-z0-9._+-]+@[a-z0-9]/i;

const piece = fc.constantFrom(
	...['[', ']', '(', ')', '$', '\\', '<', '>', '&', '@', 'www.', 'https://', 'command:', 'x', '.', ' ', '"'],
);
const hostile = fc
	.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 })
	.map((all) => all.join(''));

describe('text that is data', () => {
	it.each([
		['[Class](command:workbench.action.terminal.new)', LINK],
		['[Class](https://evil.example)', LINK],
		['[a](file:///etc/passwd "title")', LINK],
		['$(trash) Class', ICON],
		['$(sync~spin)', ICON],
	])('%s is neither a link nor an icon', (text, pattern) => {
		expect(text).toMatch(pattern);
		expect(inertText(text)).not.toMatch(pattern);
	});

	it('is neither a link nor an icon, whatever it is', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				expect(inertText(text)).not.toMatch(LINK);
				expect(inertText(text)).not.toMatch(ICON);
				expect(inertMarkdown(text)).not.toMatch(AUTOLINK);
			}),
		);
	});

	it('looks the same', () => {
		fc.assert(
			fc.property(
				hostile,
				(text) => inertText(text).replaceAll('\u200B', '') === text.replaceAll('\u200B', ''),
			),
		);
	});

	it('is left alone where nothing in it could become a link or an icon', () => {
		for (const text of ['Class 7', 'a (b) [c]', 'https://example.com/live?a=b', 'max@example.com', '5 $']) {
			expect(inertText(text)).toBe(text);
		}
	});

	it('stands after an icon of ours as text', () => {
		expect(withIcon('check', '$(trash) [a](command:b)')).toBe('$(check) $\u200B(trash) [a]\u200B(command:b)');
	});
});

describe('data in a Markdown text of VS Code’s own', () => {
	it('cannot end the label of a link, whatever comes before the bracket', () => {
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
