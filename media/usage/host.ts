import * as v from 'valibot';
import type { ToExtension } from '../../src/shared/usageMessages';
import { businesses, timeUnits } from '../../src/shared/usageWords';

interface VsCodeApi {
	postMessage(message: ToExtension): void;
	getState(): unknown;
	setState(state: Choice): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const choiceSchema = v.object({ business: v.picklist(businesses), unit: v.picklist(timeUnits) });

/** What the user chose that only the webview knows. Outlives the webview being hidden. */
export type Choice = v.InferOutput<typeof choiceSchema>;

const api = acquireVsCodeApi();

export function post(message: ToExtension): void {
	api.postMessage(message);
}

export function loadChoice(): Choice {
	const stored = v.safeParse(choiceSchema, api.getState());
	return stored.success ? stored.output : { business: 'default', unit: 'minute' };
}

export function saveChoice(choice: Choice): void {
	api.setState(choice);
}
