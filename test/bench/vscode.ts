// The part of the VS Code API that the trees use, so that they can be measured on Node.
import { Emitter } from '../../src/common/emitter';

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export const env = { language: 'en' };

export class TreeItem {
	readonly label: string;
	readonly collapsibleState: number | undefined;

	constructor(label: string, collapsibleState?: number) {
		this.label = label;
		this.collapsibleState = collapsibleState;
	}
}

export class ThemeColor {
	readonly id: string;

	constructor(id: string) {
		this.id = id;
	}
}

export class ThemeIcon extends ThemeColor {
	readonly color: ThemeColor | undefined;

	constructor(id: string, color?: ThemeColor) {
		super(id);
		this.color = color;
	}
}

export const Uri = { from: (parts: object) => ({ ...parts }) };

export const EventEmitter = Emitter;

export const window = {};

export const l10n = {
	t: (text: string, ...values: unknown[]) =>
		text.replace(/\{(\d+)\}/g, (_hole, index) => String(values[Number(index)])),
};
