import type { Action, NewPlayerAction, Scenario, Setting, Step } from './actions';

const SETTING: Setting = {
	seed: 1,
	projects: 2,
	listLagSeconds: 10,
	listLagAfterDeleteSeconds: 0,
	connectSeconds: 2,
	listItems: 'whole',
	deleteGoneStatus: 404,
	deleteElsewhereStatus: 404,
};

const NEW_PLAYER: NewPlayerAction = {
	project: 0,
	region: 'eu',
	name: undefined,
	source: 'rtmp://camera:pass1@live.example.com/app/two',
	audioProfile: 2,
	idleTimeout: 600,
};
const CREATE: Action = { do: 'create', ...NEW_PLAYER };
const CREATE_FAILING: Action = { ...CREATE, source: 'rtmp://unreachable.example.com/live' };
const FIRST = { player: 0, kept: false } as const;
const KEPT = { player: 0, kept: true } as const;
const SETTLE: Action = { do: 'settle', by: 'refresh' };

/** Actions one after the other; a number is seconds to wait. */
function scenario(steps: readonly (Action | number)[], setting: Partial<Setting> = {}): Scenario {
	const actions = steps.map(
		(step): Step =>
			typeof step === 'number'
				? { action: { do: 'wait', seconds: step }, waitMs: 0 }
				: { action: step, waitMs: 0 },
	);
	return { setting: { ...SETTING, ...setting }, steps: actions };
}

/** Scenarios that broke a rule in the past. */
export const regressionScenarios: readonly { readonly what: string; readonly scenario: Scenario }[] = [
	{
		what: 'a row says gone, the player comes back, and is restarted from that row',
		scenario: scenario([
			...[CREATE, 30, { do: 'failOver', player: 0, seconds: 280 } as const, 265],
			...[{ do: 'keep', player: 0 } as const, 30, { do: 'restart', count: 1, ...KEPT } as const, 20, SETTLE],
		]),
	},
	{
		what: 'a failed player is restarted from its row, and then from the message that is still open',
		scenario: scenario([
			...[CREATE_FAILING, 20, { do: 'keep', player: 0 } as const],
			...[
				{ do: 'restart', count: 1, ...FIRST } as const,
				30,
				{ do: 'restart', count: 1, ...KEPT } as const,
				SETTLE,
			],
		]),
	},
	{
		what: 'a player is restarted twice at the same moment',
		scenario: scenario([
			...[CREATE, 30, { do: 'restart', count: 1, ...FIRST } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 10, SETTLE],
		]),
	},
	{
		what: 'a player is deleted while Agora moves it',
		scenario: scenario([
			...[CREATE, 30, { do: 'failOver', player: 0, seconds: 100 } as const, 15],
			...[{ do: 'delete', ...FIRST } as const, 20, { do: 'refresh' } as const, 5, SETTLE],
		]),
	},
	{
		what: 'a player is restarted while Agora moves it',
		scenario: scenario([
			...[CREATE, 30, { do: 'failOver', player: 0, seconds: 100 } as const, 15],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 60, SETTLE],
		]),
	},
	{
		what: 'the account is left while several players are restarted that Agora moves',
		scenario: scenario([
			...[CREATE, CREATE, 30, { do: 'failOver', player: 0, seconds: 235 } as const],
			...[{ do: 'failOver', player: 1, seconds: 235 } as const, 15],
			...[{ do: 'restart', count: 2, ...FIRST } as const, 5, { do: 'signOut' } as const, 30, SETTLE],
		]),
	},
	{
		what: 'List shows a new player only after 25 seconds',
		scenario: scenario([CREATE, 40, SETTLE], { listLagSeconds: 25 }),
	},
	{
		what: 'the response to a creation is lost, and List is 25 seconds behind',
		scenario: scenario(
			[
				{ do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 },
				...[CREATE, 60, { do: 'answer', message: 0, button: 0 } as const, SETTLE],
			],
			{ listLagSeconds: 25 },
		),
	},
	{
		what: 'the creation of a restart is refused, and tried again',
		scenario: scenario([
			...[CREATE, 30, { do: 'refuse', method: 'POST', status: 429, times: 4 } as const],
			...[
				{ do: 'restart', count: 1, ...FIRST } as const,
				100,
				{ do: 'answer', message: 0, button: 0 } as const,
			],
			...[20, SETTLE],
		]),
	},
	{
		what: 'the response to the creation of a restart is lost, nothing can be looked up, and it is tried again',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 2],
			...[{ do: 'loseResponses', method: 'GET', fault: 'cut', times: 90 } as const, 100],
			...[{ do: 'answer', message: 0, button: 0 } as const, 50, { do: 'refresh' } as const, 5, SETTLE],
		]),
	},
	{
		what: 'the window is reloaded between the deletion and the creation of a restart',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'hang', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 10, { do: 'reload' } as const, 15, SETTLE],
		]),
	},
	{
		what: 'the window is reloaded after the creation of a restart was sent, and the restart is finished at once',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'reload' } as const, 5],
			...[{ do: 'finishRestarts' } as const, 15, { do: 'finishRestarts' } as const, 15, SETTLE],
		]),
	},
	{
		what: 'a restart is interrupted after its creation was sent, and finished while Agora moves what it created',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'reload' } as const, 35],
			...[{ do: 'failOver', player: 0, seconds: 100 } as const, 15, { do: 'finishRestarts' } as const],
			...[15, SETTLE],
		]),
	},
	{
		what: 'a restart is interrupted after its creation was sent, and then the restart of what it created',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'reload' } as const, 15],
			...[{ do: 'loseResponses', method: 'POST', fault: 'hang', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'reload' } as const, 15, SETTLE],
		]),
	},
	{
		what: 'the machine’s clock is set ahead during a restart that a reload interrupts',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'doneButCut', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'setClock', hours: 25 } as const],
			...[{ do: 'reload' } as const, 20, { do: 'finishRestarts' } as const, 15, SETTLE],
		]),
	},
	{
		what: 'the machine’s clock is set back during a restart that a reload interrupts',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'POST', fault: 'hang', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'setClock', hours: -25 } as const],
			...[{ do: 'reload' } as const, 20, SETTLE],
		]),
	},
	{
		what: 'the keyring is locked during a restart',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'DELETE', fault: 'doneBut504', times: 1 } as const],
			...[{ do: 'restart', count: 1, ...FIRST } as const, 5, { do: 'lockKeyring' } as const, 60, SETTLE],
		]),
	},
	{
		what: 'the first of several restarts fails',
		scenario: scenario([
			...[CREATE, CREATE, CREATE, 40, { do: 'refuse', method: 'DELETE', status: 503, times: 4 } as const],
			...[{ do: 'restart', count: 3, ...FIRST } as const, 100, SETTLE],
		]),
	},
	{
		what: 'a player is restarted after its source and its volume were changed, and restarted again',
		scenario: scenario([
			...[
				CREATE,
				30,
				{ do: 'switchSource', source: 'rtmp://live.example.com/app/one', ...FIRST } as const,
				10,
			],
			...[
				{ do: 'setVolume', volume: 50, ...FIRST } as const,
				10,
				{ do: 'restart', count: 1, ...FIRST } as const,
			],
			...[30, { do: 'restart', count: 1, ...FIRST } as const, 30, SETTLE],
		]),
	},
	{
		what: 'a player is deleted, and then restarted from a row that was kept open',
		scenario: scenario([
			...[CREATE, 30, { do: 'keep', player: 0 } as const, { do: 'delete', ...FIRST } as const, 30],
			...[{ do: 'delete', ...KEPT } as const, 5, { do: 'restart', count: 1, ...KEPT } as const, 30, SETTLE],
		]),
	},
	{
		what: 'the response to a pause is lost, and the window is reloaded',
		scenario: scenario([
			...[CREATE, 30, { do: 'loseResponses', method: 'PATCH', fault: 'doneButCut', times: 4 } as const],
			...[{ do: 'pause', ...FIRST } as const, 2, { do: 'reload' } as const, 20, SETTLE],
		]),
	},
	{
		what: 'the machine’s clock is set back by an hour',
		scenario: scenario([
			...[
				CREATE,
				30,
				{ do: 'setClock', hours: -1 } as const,
				CREATE,
				40,
				{ do: 'settle', by: 'polling' } as const,
			],
		]),
	},
	{
		what: 'Media Pull is switched off for a project for a while',
		scenario: scenario([
			...[CREATE, 30, { do: 'revoke', project: 0 } as const, 60, { do: 'grant', project: 0 } as const],
			...[330, { do: 'settle', by: 'polling' } as const],
		]),
	},
];
