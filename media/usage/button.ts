import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element } from './element';

export interface ButtonOptions {
	/** Tells it from others where it is drawn again, and to tests. */
	readonly key: string;
	readonly text: string;
	readonly press: () => void;
	/** The one action that stands out. */
	readonly primary?: boolean;
}

export function button({ key, text, press, primary = false }: ButtonOptions): HTMLElement {
	const made = element('vscode-button', { 'data-key': key, ...(!primary && { secondary: '' }) }, text);
	made.addEventListener('click', press);
	return made;
}

/** A button that looks like a link, for what stands in a text. */
export function linkButton({ key, text, press }: ButtonOptions): HTMLElement {
	const made = element('button', { class: 'link', type: 'button', 'data-key': key }, text);
	made.addEventListener('click', press);
	return made;
}
