import type { FieldIssue } from '../fieldIssue';
import { FieldRules } from './fieldRules';
import { tempo } from './playerFields';
import type { AudioOptions } from './playerRequest';

/** What Update can change (api-facts §3). */
export interface PlayerChanges {
	readonly streamUrl?: string | undefined;
	readonly isPause?: boolean | undefined;
	/** On-demand streams only: seconds from the start. */
	readonly seekPosition?: number | undefined;
	/** `volume` alone, or `profile` together with `volume`. */
	readonly audioOptions?: AudioOptions | undefined;
	/** Chinese mainland only: 0.5, 0.75, 1, 1.25, 1.5, 1.75 or 2. */
	readonly tempo?: number | undefined;
}

/** Every rule of api-facts §3, Update, that `changes` break. */
export function checkChanges(changes: PlayerChanges): FieldIssue[] {
	const rules = new FieldRules();
	if (Object.values(changes).every((value) => value === undefined)) {
		rules.add('changes', 'required', 'must not be empty');
	}
	if (changes.streamUrl !== undefined) {
		rules.streamUrl('streamUrl', changes.streamUrl);
	}
	rules.position('seekPosition', changes.seekPosition);
	rules.check('tempo', tempo, changes.tempo);
	if (changes.audioOptions) {
		rules.audio(changes.audioOptions);
		if (changes.audioOptions.volume === undefined) {
			rules.add('audioOptions.volume', 'required', 'is required');
		}
	}
	return rules.issues;
}
