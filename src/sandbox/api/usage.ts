import type { Route } from '../http/route';
import { COLUMNS_OF, isBusiness, startOfDay, type UsageBusiness } from '../usageModel';
import { get, invalidParameter, refusal } from './projects';

/** Console REST API, Get project usage. */
export const usageRoute: Route = get('/dev/v3/usage', 200, ({ query }, { state }) => {
	const from = dayParameter(query, 'from_date');
	const to = dayParameter(query, 'to_date');
	const business = query.get('business') ?? '';
	if (!isBusiness(business)) {
		throw invalidParameter('business');
	}
	checkRange(from, to);
	const project = state.projects.find(({ id }) => id === query.get('project_id'));
	if (project === undefined) {
		throw refusal(404, 'Project not found');
	}
	return {
		meta: meta(business),
		usages: state.usage
			.days(project, business, from, to)
			.map(({ day, values }) => ({ date: `${day}T00:00:00.000Z`, usage: values })),
	};
});

function dayParameter(query: URLSearchParams, name: string): string {
	const day = query.get(name) ?? '';
	if (startOfDay(day) === undefined) {
		throw invalidParameter(name);
	}
	return day;
}

/** The range may reach as far as the same day one year later, and no further (docs/agora-api.md, Usage). */
function checkRange(from: string, to: string): void {
	if (to < from) {
		throw invalidParameter('to_date');
	}
	const yearLater = `${String(Number(from.slice(0, 4)) + 1).padStart(4, '0')}${from.slice(4)}`;
	if (to > yearLater) {
		throw refusal(400, 'The date range must be within one year.');
	}
}

function meta(business: UsageBusiness) {
	return Object.fromEntries(
		COLUMNS_OF[business].map(({ key, en, cn }) => [key, { en, ...(cn && { cn }), unit: 'second' }]),
	);
}
