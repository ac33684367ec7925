/** Colours and font of the VS Code theme in use, resolved to what a canvas understands. */
export interface Theme {
	readonly foreground: string;
	readonly muted: string;
	readonly grid: string;
	readonly gap: string;
	/** Between the parts of a bar; in high contrast the contrast colour, so that parts differ by more than hue. */
	readonly outline: string;
	readonly hoverBackground: string;
	readonly hoverForeground: string;
	readonly hoverBorder: string;
	readonly palette: readonly string[];
	readonly fontFamily: string;
}

const paletteTokens = ['blue', 'green', 'orange', 'purple', 'yellow', 'red'];

/** The variable that colours the tier at `index`; more tiers than colours start over. */
export function tierColour(index: number): string {
	return `var(--vscode-charts-${paletteTokens[index % paletteTokens.length]})`;
}

export function readTheme(): Theme {
	const probe = document.createElement('span');
	probe.hidden = true;
	document.body.append(probe);
	const colour = (value: string): string => {
		probe.style.color = value;
		return getComputedStyle(probe).color;
	};
	const theme: Theme = {
		foreground: colour('var(--vscode-foreground)'),
		muted: colour('var(--vscode-descriptionForeground)'),
		grid: colour('var(--usage-grid)'),
		gap: colour('var(--usage-gap)'),
		outline: colour('var(--vscode-contrastBorder, var(--vscode-editor-background))'),
		hoverBackground: colour('var(--vscode-editorHoverWidget-background)'),
		hoverForeground: colour('var(--vscode-editorHoverWidget-foreground)'),
		hoverBorder: colour('var(--vscode-editorHoverWidget-border)'),
		palette: paletteTokens.map((_, index) => colour(tierColour(index))),
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
