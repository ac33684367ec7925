import { isAgoraError } from '../../../../src/agora/errors';
import { operationOf } from '../../../../src/agora/operations';
import type { Fault } from '../../../../src/sandbox/faults';
import type { Extent } from './expectations';
import { leaks } from './planted';
import { HOSTS, openStage, pathOf, type Stage } from './stage';
import type { Subject } from './subjects';

/** What no host does by itself: its name is not found, or its port is closed. The rest the sandbox is told to do. */
type Unreachable = 'unknownName' | 'closedPort';

export const FAULTS: Readonly<Record<string, Fault | Unreachable>> = {
	dns: 'unknownName',
	refused: 'closedPort',
	'reset before': 'cut',
	'reset after': 'doneButCut',
	hang: 'hang',
	'slow body': 'slowBody',
	'cut body': 'halfBody',
	'400': { status: 400 },
	'401': { status: 401 },
	'403': { status: 403 },
	'404': { status: 404 },
	'409': { status: 409 },
	'415': { status: 415 },
	'429 calls': { status: 429 },
	'429 quota': { status: 429, message: 'Resources quota limit exceeded.' },
	'429 no resources': { status: 429, message: 'no available resources' },
	'500': { status: 500 },
	'502 HTML': { status: 502, html: true },
	'503': { status: 503 },
	'504 not done': { status: 504 },
	'504 done': 'doneBut504',
	'200 error': 'errorBody',
	'malformed JSON': 'brokenJson',
	'wrong shape': 'otherShape',
	'empty body': 'emptyBody',
	'huge body': 'hugeBody',
};

/** Faults that end by the client's timeout only. */
export const SILENT = ['hang', 'slow body'];

/** Long enough that no request that is answered misses it, on a busy machine and with many cells side by side. */
const SILENCE_MS = 6000;
/** What a host that hangs costs a call, in milliseconds of the stage's time. */
const HANGING_MS = 10_000;

export interface Cell {
	/** In the words of the expectations. */
	readonly observed: string;
	/** Secrets that were logged or stand in the error. */
	readonly leaked: readonly string[];
}

/** One call of one operation under one fault. What it answers is checked where it answers. */
export async function runCell(subject: Subject, fault: string, extent: Extent): Promise<Cell> {
	await using stage = await openStage(subject);
	const kind = FAULTS[fault];
	const gates = HOSTS.filter((host) => extent === 'everywhere' || host === 'P');
	if (kind === 'closedPort') {
		await Promise.all(gates.map((host) => stage.gates[host].close()));
		if (extent === 'once') {
			reopenInFirstWait(stage);
		}
	} else if (kind !== 'unknownName' && kind !== undefined) {
		stage.sandbox.faults.next(kind, {
			method: operationOf(subject.operation).method,
			path: pathOf(subject),
			times: extent === 'once' ? 1 : Infinity,
			...(extent === 'everywhere' ? {} : { host: stage.gates.P.url.host }),
		});
	}
	stage.attemptMs = kind === 'hang' ? HANGING_MS : 0;
	const urls = HOSTS.map((host) => {
		const unknown = kind === 'unknownName' && gates.includes(host);
		return [host, unknown ? unknownName() : stage.gates[host].url];
	});
	const client = stage.client(Object.fromEntries(urls), SILENT.includes(fault) ? SILENCE_MS : 20_000);
	const { answer, error } = await subject.call(client, stage).then(
		(answered: unknown) => ({ answer: answered, error: undefined }),
		(thrown: unknown) => ({ answer: undefined, error: thrown }),
	);
	if (error === undefined) {
		subject.check(answer, stage);
	} else if (!isAgoraError(error)) {
		throw error;
	}
	const certificates = stage.sandbox.state.projects.map(({ appCertificate }) => appCertificate);
	return {
		observed: observe(subject, stage, error),
		leaked: leaks(error, stage.lines, [...stage.secrets, ...certificates]),
	};
}

function observe(subject: Subject, stage: Stage, error: unknown): string {
	const own = stage.own();
	const hosts = own.map((request) => stage.hostOf(request) ?? '?').join('');
	const words = isAgoraError(error) ? [error.kind, error.outcome] : ['done'];
	const acted = subject.acted(stage);
	const looks = stage.sandbox.requests.length - own.length;
	return [
		hosts || '-',
		...words,
		operationOf(subject.operation).method === 'GET' && acted === 0 ? undefined : acted,
		looks === 0 ? undefined : `+${looks}`,
	]
		.filter((word) => word !== undefined)
		.join(' ');
}

function reopenInFirstWait(stage: Stage): void {
	stage.beforeWait = async () => {
		stage.beforeWait = async () => undefined;
		await stage.gates.P.open();
	};
}

/** A label that is too long for a name, so that no resolver goes and asks. */
function unknownName(): URL {
	return new URL(`http://${'x'.repeat(64)}.invalid`);
}
