import * as v from 'valibot';
import type { ToExtension } from '../../src/shared/usage/messages';
import { type PanelState, panelStateSchema } from '../../src/shared/usage/view';

interface VsCodeApi {
	postMessage(message: ToExtension): void;
	getState(): unknown;
	setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: ToExtension): void {
	api.postMessage(message);
}

/** What was kept before the webview was hidden or the window reloaded. */
export function loadState(): PanelState | undefined {
	const kept = v.safeParse(panelStateSchema, api.getState());
	return kept.success ? kept.output : undefined;
}

export function saveState(state: PanelState): void {
	api.setState(state);
}
