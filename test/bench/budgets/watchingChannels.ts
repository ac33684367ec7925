import { ChannelsContext } from '../../unit/channels/channelsContext';
import type { Row } from './row';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const PROJECTS = 10;
const EXPANDED = 2;
const PERIOD = 15 * SECOND;

/** The calls that read everything that is shown every 15 seconds: channels and bans of each project, and users. */
const NAIVE_CALLS = ((2 * PROJECTS + EXPANDED) * HOUR) / PERIOD;

/** Half of what Agora allows: 10 a second for each of two queries, 5 a second for bans. */
const HALF_OF_LIMITS = (10 + 10 + 5) * 3600;

/** Calls of the Channels view within an hour, for each state of a window, with a sandbox over HTTP and a simulated clock. */
export async function channelPollingCost(): Promise<Row[]> {
	const states = [
		{ name: 'window not focused', focused: false, visible: true, most: 0 },
		{ name: 'view hidden', focused: true, visible: false, most: 0 },
		{ name: 'view visible', focused: true, visible: true, most: HALF_OF_LIMITS },
	];
	const rows: Row[] = [];
	for (const { name, focused, visible, most } of states) {
		const context = await ChannelsContext.open();
		const { state } = context.sandbox;
		const projects = Array.from({ length: PROJECTS }, () => state.addProject());
		for (const { appId } of projects) {
			state.channels.add({ appId, name: 'class32', hosts: 2, audience: 20 });
		}
		const appIds = projects.map(({ appId }) => appId);
		const expanded = appIds.slice(0, EXPANDED).map((appId) => ({ appId, channelName: 'class32' }));
		context.watch(appIds, expanded);
		context.setVisible(true);
		context.signIn();
		await context.pass(2 * PERIOD);
		context.setFocused(focused);
		context.setVisible(visible);
		// What was asked for before is none of the state's.
		await context.pass(SECOND);
		const before = context.calls;
		await context.pass(HOUR);
		const calls = context.calls - before;
		await context.close();
		rows.push({
			what: `calls an hour for the channels of ${PROJECTS} projects and the users of ${EXPANDED} channels, ${name}`,
			measured: String(calls),
			baseline: `${NAIVE_CALLS}, everything every 15 s`,
			budget: most === 0 ? 'none' : `at most ${most}`,
			held: calls <= most,
		});
	}
	return rows;
}
