import type { DefinitionTemplate } from '../schema/definition';
import { hasVariable } from '../variables/variables';
import { plainSecrets } from './plainSecrets';

export interface WithoutSecrets {
	readonly template: DefinitionTemplate;
	/** By their names: what stood where the template now has `${secret:NAME}`. */
	readonly taken: ReadonlyMap<string, string>;
}

/**
 * Takes out of a definition what must not be kept or shown: token, key and salt, user and password of the source, and its query,
 * where stream keys and signatures stand.
 *
 * @param owner What the names of the secrets begin with.
 */
export function withoutSecrets(definition: DefinitionTemplate, owner: string): WithoutSecrets {
	const taken = new Map<string, string>();
	const player: Record<string, unknown> = { ...definition.player };
	const take = (field: string, start: number, end: number, what: string) => {
		const text = player[field];
		if (typeof text === 'string') {
			const name = `${owner}.${what}`;
			taken.set(name, text.slice(start, end));
			player[field] = `${text.slice(0, start)}\${secret:${name}}${text.slice(end)}`;
		}
	};
	// The query first, since it stands behind what else is taken from an address.
	const { streamUrl } = player;
	const query = typeof streamUrl === 'string' ? streamUrl.indexOf('?') + 1 : 0;
	if (typeof streamUrl === 'string' && query > 0 && !hasVariable(streamUrl.slice(query))) {
		take('streamUrl', query, streamUrl.length, 'query');
	}
	for (const { path, start, end } of plainSecrets({ player })) {
		const field = String(path.at(-1));
		take(field, start, end, field === 'streamUrl' ? 'login' : field);
	}
	return { template: { ...definition, player }, taken };
}
