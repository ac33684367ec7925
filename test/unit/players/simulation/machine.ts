import type { Credentials } from '../../../../src/agora/credentials';
import type { Disposable } from '../../../../src/common/disposable';
import { simulateTimers } from '../../../bench/soak/simulatedTimers';
import { TestMemento } from '../../../fixtures/memento';
import { TestSecrets } from '../../../fixtures/secrets';
import type { SimulatedClock } from '../../../fixtures/simulatedClock';
import type { AgoraServer } from './agoraServer';
import type { WindowLifetime } from './windowLifetime';

/** The storage, clock and network of the machine, which remain when a window closes. */
export class Machine implements Disposable {
	readonly globalState = new TestMemento();
	readonly secrets = new TestSecrets();
	/** The milliseconds by which the clock of the machine is ahead. */
	readonly skew = { ms: 0 };
	keyringLocked = false;
	readonly random: () => number;
	private readonly servers: ReadonlyMap<string, AgoraServer>;
	private readonly lifetimes: WindowLifetime[] = [];
	private readonly timers: Disposable;
	private readonly fetch = globalThis.fetch;

	/** @param servers by the id of the account, which is part of their hosts. */
	constructor(time: SimulatedClock, random: () => number, servers: ReadonlyMap<string, AgoraServer>) {
		this.random = random;
		this.servers = servers;
		this.timers = simulateTimers(time);
		globalThis.fetch = (input, init) => {
			const request = new Request(input, init);
			const [account = '', window = ''] = new URL(request.url).host.split('.');
			const server = this.servers.get(account);
			const lifetime = this.lifetimes[Number(window)];
			if (!server || !lifetime) {
				throw new Error(`no server answers at ${request.url}`);
			}
			return lifetime.run(() => server.fetch(request));
		};
	}

	credentialsOf(account: string): Credentials {
		const server = this.servers.get(account);
		if (!server) {
			throw new Error(`there is no account ${account}`);
		}
		return server.credentials;
	}

	/** The host of the servers of an account, for one window. */
	hostOf(account: string, lifetime: WindowLifetime): string {
		const known = this.lifetimes.indexOf(lifetime);
		const index = known >= 0 ? known : this.lifetimes.push(lifetime) - 1;
		return `${account}.${index}.test`;
	}

	dispose(): void {
		globalThis.fetch = this.fetch;
		this.timers.dispose();
	}
}
