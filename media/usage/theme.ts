import { type Rgb, readColour, tierRamp, writeColour } from './palette';

/** Colours and font of the current VS Code theme, resolved for a canvas. */
export interface Theme {
	/** The parts of a bar must differ by more than hue. */
	readonly highContrast: boolean;
	readonly foreground: string;
	readonly background: string;
	readonly muted: string;
	readonly grid: string;
	readonly gap: string;
	readonly focus: string;
	readonly selection: string;
	readonly hoverBackground: string;
	readonly hoverForeground: string;
	readonly hoverBorder: string;
	/** The colours of the tiers, by resolution; all are visible on the background. */
	readonly palette: readonly string[];
	readonly fontFamily: string;
}

export function readTheme(): Theme {
	const probe = document.createElement('span');
	probe.hidden = true;
	document.body.append(probe);
	const colour = (value: string): string => {
		probe.style.color = value;
		return getComputedStyle(probe).color;
	};
	const page = colour('var(--vscode-editor-background)');
	const background: Rgb = readColour(page);
	const foreground = colour('var(--vscode-foreground)');
	const theme: Theme = {
		highContrast: document.body.classList.contains('vscode-high-contrast'),
		foreground,
		background: page,
		muted: colour('var(--vscode-descriptionForeground)'),
		grid: colour('var(--usage-grid)'),
		gap: colour('var(--usage-gap)'),
		focus: colour('var(--vscode-focusBorder)'),
		selection: colour('var(--usage-selection)'),
		hoverBackground: colour('var(--vscode-editorHoverWidget-background)'),
		hoverForeground: colour('var(--vscode-editorHoverWidget-foreground)'),
		hoverBorder: colour('var(--vscode-editorHoverWidget-border)'),
		palette: tierRamp(background, readColour(foreground, background)).map(writeColour),
		fontFamily: getComputedStyle(document.body).fontFamily,
	};
	probe.remove();
	return theme;
}

/** VS Code changes a webview's theme by the variables on its root element and the classes of its body. */
export function onThemeChange(listener: () => void): void {
	const observer = new MutationObserver(listener);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
	observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
