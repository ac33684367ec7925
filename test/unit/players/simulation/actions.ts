import fc from 'fast-check';
import type { NamedFault } from '../../../../src/sandbox/faults';

/** The player of an action: its number modulo the number of players. */
interface OfPlayer {
	readonly player: number;
	/** Whether the action uses a row or message that stays open since an earlier `keep` and may be outdated. */
	readonly kept: boolean;
}

export interface NewPlayerAction {
	readonly project: number;
	readonly region: 'na' | 'eu' | 'ap' | 'cn';
	/** Some share a name, some have none. */
	readonly name: string | undefined;
	readonly source: string;
	readonly audioProfile: 0 | 1 | 2 | undefined;
	readonly idleTimeout: 30 | 600 | undefined;
}

export type LostResponse = Extract<NamedFault, 'doneButCut' | 'doneBut504' | 'cut' | 'hang' | 'emptyBody'>;

/** An event: an action of the user, of Agora, or of another client. */
export type Action =
	| { readonly do: 'wait'; readonly seconds: number }
	| ({ readonly do: 'create' } & NewPlayerAction)
	| ({ readonly do: 'delete' } & OfPlayer)
	| ({ readonly do: 'restart'; readonly count: number } & OfPlayer)
	| ({ readonly do: 'pause' | 'resume' } & OfPlayer)
	| ({ readonly do: 'switchSource'; readonly source: string } & OfPlayer)
	| ({ readonly do: 'setVolume'; readonly volume: number } & OfPlayer)
	/** A message or quick pick with this row stays open. */
	| { readonly do: 'keep'; readonly player: number }
	/** A button of a message that is open. */
	| { readonly do: 'answer'; readonly message: number; readonly button: number }
	| { readonly do: 'refresh' }
	/** Accepts the offer to continue a restart that a reload interrupted. */
	| { readonly do: 'finishRestarts' }
	| { readonly do: 'reload' }
	| { readonly do: 'signOut' }
	| { readonly do: 'signIn'; readonly account: number }
	| { readonly do: 'setClock'; readonly hours: number }
	| { readonly do: 'lockKeyring' | 'unlockKeyring' }
	| {
			readonly do: 'loseResponses';
			readonly method: 'POST' | 'DELETE' | 'PATCH' | 'GET';
			readonly fault: LostResponse;
			readonly times: number;
	  }
	| {
			readonly do: 'refuse';
			readonly method: 'POST' | 'DELETE' | 'PATCH' | 'GET';
			readonly status: 429 | 500 | 503;
			readonly times: number;
	  }
	/** Agora moves a player from a failed server to another. */
	| { readonly do: 'failOver'; readonly player: number; readonly seconds: number }
	/** Media Pull is switched off and on for a project: 403. */
	| { readonly do: 'revoke' | 'grant'; readonly project: number }
	| ({ readonly do: 'createElsewhere' } & NewPlayerAction)
	| { readonly do: 'deleteElsewhere' | 'pauseElsewhere'; readonly player: number }
	| { readonly do: 'switchElsewhere'; readonly player: number; readonly source: string }
	/** Waits until everything has ended, then checks everything. */
	| { readonly do: 'settle'; readonly by: 'refresh' | 'polling' };

/** An action, and the time until the next one. */
export interface Step {
	readonly action: Action;
	readonly waitMs: number;
}

/** The parameters of a scenario. */
export interface Setting {
	readonly seed: number;
	/** Of the first account. */
	readonly projects: number;
	readonly listLagSeconds: number;
	readonly listLagAfterDeleteSeconds: number;
	readonly connectSeconds: number;
	readonly listItems: 'whole' | 'partial';
	readonly deleteGoneStatus: 200 | 404;
	readonly deleteElsewhereStatus: 200 | 404;
}

export interface Scenario {
	readonly setting: Setting;
	readonly steps: readonly Step[];
}

const index = fc.nat({ max: 30 });
const ofPlayer = { player: index, kept: fc.boolean() };

/** Live streams with and without a login, a file, a file in a loop, and a source that cannot be played. */
const source = fc.constantFrom(
	'rtmp://live.example.com/app/one',
	'rtmp://camera:pass1@live.example.com/app/two',
	'https://media.example.com/lesson-300s.mp4',
	'rtmp://unreachable.example.com/live',
);

const newPlayer = {
	project: fc.nat({ max: 47 }),
	region: fc.constantFrom('na', 'eu', 'ap', 'cn'),
	name: fc.constantFrom(undefined, 'lesson_1', 'lesson_2', undefined),
	source,
	audioProfile: fc.constantFrom(undefined, 0, 1, 2),
	idleTimeout: fc.constantFrom(undefined, 30, 600),
} as const;

const method = fc.constantFrom('POST', 'DELETE', 'PATCH', 'GET');
const times = fc.constantFrom(1, 1, 2, 4);

function weighted(weight: number, arbitrary: fc.Arbitrary<Action>) {
	return { weight, arbitrary };
}

const action: fc.Arbitrary<Action> = fc.oneof(
	weighted(4, fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(5, 15, 30, 60, 200, 260) })),
	weighted(8, fc.record({ do: fc.constant('create'), ...newPlayer })),
	weighted(7, fc.record({ do: fc.constant('delete'), ...ofPlayer })),
	weighted(9, fc.record({ do: fc.constant('restart'), count: fc.constantFrom(1, 1, 2, 3), ...ofPlayer })),
	weighted(3, fc.record({ do: fc.constantFrom('pause', 'resume'), ...ofPlayer })),
	weighted(3, fc.record({ do: fc.constant('switchSource'), source, ...ofPlayer })),
	weighted(2, fc.record({ do: fc.constant('setVolume'), volume: fc.constantFrom(0, 50, 200), ...ofPlayer })),
	weighted(4, fc.record({ do: fc.constant('keep'), player: index })),
	weighted(5, fc.record({ do: fc.constant('answer'), message: index, button: index })),
	weighted(2, fc.record({ do: fc.constant('refresh') })),
	weighted(2, fc.record({ do: fc.constant('finishRestarts') })),
	weighted(4, fc.record({ do: fc.constant('reload') })),
	weighted(1, fc.record({ do: fc.constant('signOut') })),
	weighted(2, fc.record({ do: fc.constant('signIn'), account: fc.nat({ max: 1 }) })),
	weighted(
		2,
		fc.record({ do: fc.constant('setClock'), hours: fc.constantFrom(-25, -1, -0.01, 0.01, 1, 25) }),
	),
	weighted(1, fc.record({ do: fc.constantFrom('lockKeyring', 'unlockKeyring') })),
	weighted(
		6,
		fc.record({
			do: fc.constant('loseResponses'),
			method,
			fault: fc.constantFrom('doneButCut', 'doneBut504', 'cut', 'hang', 'emptyBody'),
			times,
		}),
	),
	weighted(
		3,
		fc.record({ do: fc.constant('refuse'), method, status: fc.constantFrom(429, 500, 503), times }),
	),
	weighted(
		6,
		fc.record({
			do: fc.constant('failOver'),
			player: index,
			seconds: fc.constantFrom(12, 35, 100, 235, 280),
		}),
	),
	weighted(1, fc.record({ do: fc.constantFrom('revoke', 'grant'), project: fc.nat({ max: 47 }) })),
	weighted(3, fc.record({ do: fc.constant('createElsewhere'), ...newPlayer })),
	weighted(2, fc.record({ do: fc.constantFrom('deleteElsewhere', 'pauseElsewhere'), player: index })),
	weighted(1, fc.record({ do: fc.constant('switchElsewhere'), player: index, source })),
	weighted(3, fc.record({ do: fc.constant('settle'), by: fc.constantFrom('refresh', 'polling') })),
);

/** Often 0, so that actions overlap. */
const waitMs = fc.constantFrom(0, 0, 20, 300, 1200, 6000, 20_000);

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	setting: fc.record({
		seed: fc.nat({ max: 1_000_000 }),
		projects: fc.constantFrom(2, 2, 2, 2, 2, 2, 2, 2, 2, 24),
		listLagSeconds: fc.constantFrom(10, 0, 25),
		listLagAfterDeleteSeconds: fc.constantFrom(0, 5),
		connectSeconds: fc.constantFrom(2, 0, 40),
		listItems: fc.constantFrom('whole', 'whole', 'partial'),
		deleteGoneStatus: fc.constantFrom(404, 200),
		deleteElsewhereStatus: fc.constantFrom(404, 200),
	}),
	steps: fc.array(fc.record({ action, waitMs }), { minLength: 3, maxLength: 40, size: 'max' }),
});
